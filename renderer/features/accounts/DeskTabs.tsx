import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCan } from '../../lib/session.ts';
import './accounts.css';

type Tab = 'people' | 'matrix' | 'departments' | 'history' | 'configuration';

/** The pages of the administrators' desk. */
export function DeskTabs({ here }: { here: Tab }) {
  const { t } = useTranslation();
  const can = useCan();
  const tabs: readonly (readonly [Tab, string, string])[] = [
    ['people', '/accounts', t('accounts.people')],
    ['matrix', '/roles', t('accounts.matrix')],
    ['departments', '/departments', t('visibility.departments.title')],
    ...(can('Configuration.read')
      ? ([
          ['history', '/settings-history', t('configuration.history.tab')],
          ['configuration', '/configuration', t('configuration.tab')],
        ] as const)
      : []),
  ];
  return (
    <nav className="mv-tabs" aria-label={t('accounts.title')}>
      {tabs.map(([key, href, label]) => (
        <Link key={key} href={href} aria-current={key === here ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
