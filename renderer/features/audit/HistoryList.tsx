import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../preload/contract/audit.ts';
import { useFormat } from '../../lib/format.ts';
import './audit.css';
import { useChangeWords } from './words.ts';

/** Who changed what, when, from what and why; newest first. */
export function HistoryList<E extends HistoryEntry>({ entries, titleOf }: { entries: readonly E[]; titleOf?: (entry: E) => ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (entries.length === 0) return <p className="mv-none">{t('audit.history.empty')}</p>;
  return (
    <ol className="mv-history">
      {entries.map((entry) => (
        <li key={entry.seq}>
          <header>
            {titleOf?.(entry)}
            <strong>{t(entry.action === 'create' ? 'audit.history.created' : 'audit.history.changed', { who: entry.actorName })}</strong>
            <time dateTime={entry.at} className="mv-muted">
              {format.instant(entry.at)}
            </time>
            {entry.reason && <span>{t('audit.history.why', { reason: entry.reason })}</span>}
            {entry.isErased && <span className="mv-muted">{t('audit.history.erased')}</span>}
          </header>
          {entry.changes.length > 0 && <Changes entry={entry} />}
        </li>
      ))}
    </ol>
  );
}

function Changes({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const words = useChangeWords();
  const isNew = entry.action === 'create';
  return (
    <table className="mv-changes">
      <thead>
        <tr>
          <th scope="col">{t('audit.entry.field')}</th>
          {!isNew && <th scope="col">{t('audit.entry.before')}</th>}
          <th scope="col">{t('audit.entry.after')}</th>
        </tr>
      </thead>
      <tbody>
        {entry.changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{words.field(change.field)}</th>
            {!isNew && <td>{words.value(change, 'before')}</td>}
            <td>{words.value(change, 'after')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
