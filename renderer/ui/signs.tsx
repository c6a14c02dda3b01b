import { CircleAlert, CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Tone = 'red' | 'amber' | 'blue' | 'green' | 'accent' | 'grey';

const iconOf: Record<Tone, LucideIcon | null> = {
  red: OctagonAlert,
  amber: TriangleAlert,
  blue: Info,
  green: CircleCheck,
  accent: null,
  grey: null,
};

/** A short word with a meaning's colour and (isPlain: without) its icon; colour never stands alone. */
export function Tag(props: { tone?: Tone; isPlain?: boolean; title?: string; children: ReactNode }) {
  const tone = props.tone ?? 'grey';
  const Icon = props.isPlain ? null : iconOf[tone];
  return (
    <span className={`mv-tag mv-tone-${tone}`} title={props.title}>
      {Icon && <Icon size={12} aria-hidden="true" />}
      {props.children}
    </span>
  );
}

const severityTone = { information: 'blue', warning: 'amber', stop: 'red', critical: 'red', unknown: 'grey' } as const;

export function SeverityBadge({ severity }: { severity: keyof typeof severityTone }) {
  const { t } = useTranslation();
  return <Tag tone={severityTone[severity]}>{t(`ui.severity.${severity}`)}</Tag>;
}

/** A dot whose shape differs by meaning, and a word. */
export function StatusDot(props: { tone?: Exclude<Tone, 'accent'>; children: ReactNode }) {
  return (
    <span className="mv-dot" data-tone={props.tone ?? 'grey'}>
      {props.children}
    </span>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="mv-kbd">{children}</kbd>;
}

/** A sentence with its next step. isLive: announced when it appears. */
export function Notice(props: {
  tone: Exclude<Tone, 'accent'>;
  title?: ReactNode;
  actions?: ReactNode;
  isLive?: boolean;
  children?: ReactNode;
}) {
  const Icon = iconOf[props.tone] ?? CircleAlert;
  return (
    <div className={`mv-notice mv-tone-${props.tone}`} role={props.isLive ? 'alert' : undefined}>
      <Icon size={16} aria-hidden="true" />
      <div className="mv-notice-body">
        {props.title && <strong>{props.title}</strong>}
        {props.children && <div className="mv-notice-text">{props.children}</div>}
      </div>
      {props.actions && <div className="mv-notice-actions">{props.actions}</div>}
    </div>
  );
}

/** Bars in place of what is being read. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('ui.loading')} className="mv-stack">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="mv-skel" style={{ inlineSize: `${90 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
