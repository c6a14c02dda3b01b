import { type CSSProperties, type ReactNode, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** A screen: its head stays, its body is a table, two panes, or (isScrolling) a padded column. The title names the window too. */
export function Page(props: { title: string; sub?: ReactNode; actions?: ReactNode; isScrolling?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  // before the effects of what stands in it: a chart names its patient instead
  useLayoutEffect(() => {
    document.title = `${props.title} · ${t('ui.appName')}`;
  }, [props.title, t]);
  return (
    <section className="mv-page" aria-label={props.title}>
      <header className="mv-page-head">
        <h1>{props.title}</h1>
        {props.sub && <div className="mv-page-sub">{props.sub}</div>}
        {props.actions && <div className="mv-page-actions">{props.actions}</div>}
      </header>
      <div className={props.isScrolling ? 'mv-page-scroll' : 'mv-page-body'}>{props.children}</div>
    </section>
  );
}

/** Worklist left, the thing right; opening never loses the place in the list. */
export function TwoPane(props: { list: ReactNode; children: ReactNode; listWidth?: string }) {
  return (
    <div className="mv-two" style={{ '--mv-list-width': props.listWidth ?? '44%' } as CSSProperties}>
      <div className="mv-pane">{props.list}</div>
      {props.children}
    </div>
  );
}

export function Pane(props: {
  title?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  isFlush?: boolean;
  /** only to be read: it takes the focus itself, so that arrows scroll it */
  isText?: boolean;
  label?: string;
  children: ReactNode;
}) {
  return (
    <section className="mv-pane" aria-label={props.label ?? (typeof props.title === 'string' ? props.title : undefined)}>
      {props.title !== undefined && (
        <header className="mv-pane-head">
          {typeof props.title === 'string' ? <h2>{props.title}</h2> : props.title}
          {props.actions && <div className="mv-page-actions">{props.actions}</div>}
        </header>
      )}
      <div className={`mv-pane-body${props.isFlush ? ' mv-flush' : ''}`} {...(props.isText ? { tabIndex: 0 } : {})}>
        {props.children}
      </div>
      {props.foot && <footer className="mv-pane-foot">{props.foot}</footer>}
    </section>
  );
}

/** A bordered group with a small head. */
export function Card(props: { title: ReactNode; actions?: ReactNode; children: ReactNode; label?: string }) {
  return (
    <section className="mv-card" aria-label={props.label ?? (typeof props.title === 'string' ? props.title : undefined)}>
      <header>
        <h2>{props.title}</h2>
        {props.actions && <div className="mv-card-actions">{props.actions}</div>}
      </header>
      <div>{props.children}</div>
    </section>
  );
}

/** Label and value pairs. */
export function Facts(props: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="mv-facts">
      {props.facts.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
