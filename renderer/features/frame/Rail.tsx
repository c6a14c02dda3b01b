import { Tooltip, UnstyledButton } from '@mantine/core';
import { CircleHelp, Lock, Moon, PanelLeftClose, PanelLeftOpen, Sun } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { lockSession, useCan } from '../../lib/session.ts';
import { isAt, routes, type ScreenRoute } from '../routes.tsx';
import { useIsDark } from './colorScheme.ts';
import { choosePreference, useView } from './preferences.ts';

const groups = ['care', 'supply', 'facility'] as const;

/** What this role may do, by icon and word; bottom: lock, theme, help. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const isNarrow = useView((view) => view.isRailNarrow);
  const isDark = useIsDark();
  const shown = routes.filter((route) => route.rail && can(route.permission));
  return (
    <nav className="mv-rail" aria-label={t('frame.nav.label')} data-narrow={isNarrow}>
      <div className="mv-brand">
        <Mark />
        {!isNarrow && <span>{t('ui.appName')}</span>}
      </div>
      <div className="mv-rail-links">
        {groups.map((group) => {
          const here = shown.filter((route) => route.rail?.group === group);
          return here.length > 0 ? (
            <ul key={group}>
              {here.map((route) => (
                <RailLink key={route.path} route={route} isNarrow={isNarrow} />
              ))}
            </ul>
          ) : null;
        })}
      </div>
      <ul className="mv-rail-foot">
        <RailButton icon={Lock} label={t('frame.lock')} isNarrow={isNarrow} onClick={() => lockSession('asked')} />
        <RailButton
          icon={isDark ? Sun : Moon}
          label={isDark ? t('frame.theme.toLight') : t('frame.theme.toDark')}
          isNarrow={isNarrow}
          onClick={() => choosePreference({ theme: isDark ? 'light' : 'dark' })}
        />
        <RailButton icon={CircleHelp} label={t('frame.help')} isNarrow={isNarrow} onClick={onHelp} />
        <RailButton
          icon={isNarrow ? PanelLeftOpen : PanelLeftClose}
          label={isNarrow ? t('frame.nav.expand') : t('frame.nav.collapse')}
          isNarrow
          onClick={() => useView.setState({ isRailNarrow: !isNarrow })}
        />
      </ul>
    </nav>
  );
}

function RailLink({ route, isNarrow }: { route: ScreenRoute; isNarrow: boolean }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const href = route.rail?.href ?? '/';
  const isHere = isAt(location, href) || routes.some(({ tab }) => tab?.of === href && isAt(location, tab.href));
  const Icon = route.rail?.icon;
  const label = t(route.labelKey);
  return (
    <li>
      <Tooltip label={label} position="right" disabled={!isNarrow}>
        <Link href={href} aria-current={isHere ? 'page' : undefined} aria-label={isNarrow ? label : undefined} className="mv-rail-link">
          {Icon && <Icon size={18} strokeWidth={1.75} aria-hidden="true" />}
          {!isNarrow && <span>{label}</span>}
        </Link>
      </Tooltip>
    </li>
  );
}

function RailButton(props: { icon: LucideIcon; label: string; isNarrow: boolean; onClick: () => void }) {
  const Icon = props.icon;
  return (
    <li>
      <Tooltip label={props.label} position="right" disabled={!props.isNarrow}>
        <UnstyledButton className="mv-rail-link" aria-label={props.label} onClick={props.onClick}>
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          {!props.isNarrow && <span>{props.label}</span>}
        </UnstyledButton>
      </Tooltip>
    </li>
  );
}

/** The product's sign: a plus on a vault's door. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="mv-mark">
      <rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor" />
      <path d="M12 6.5v11M6.5 12h11" stroke="var(--mv-mark-ink)" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}
