import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, Facts, Notice, Pane, SkeletonRows } from '../../ui/index.ts';
import { useActionWords, useChangeWords } from './words.ts';

/** One entry whole: who, when, what, and what it was before and after. */
export function EntryPane(props: { seq: number; onClose: () => void; onPatient: (number: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actionWords = useActionWords();
  const words = useChangeWords();
  const { data, error } = useQuery('audit.entry', { seq: props.seq });
  return (
    <Pane
      title={t('audit.entry.title', { seq: format.number(props.seq) })}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('audit.entry.close')} onClick={props.onClose}>
          <X size={16} />
        </ActionIcon>
      }
    >
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data && (
        <div className="mv-stack">
          <Facts
            facts={[
              [t('audit.column.at'), format.instant(data.row.at)],
              [t('audit.column.who'), `${data.row.actorName} (${t(`audit.kind.${data.row.actorKind}`)})`],
              [t('audit.entry.seat'), data.seatName ?? '—'],
              [t('audit.column.action'), actionWords(data.row.action)],
              [t('audit.column.resource'), words.resource(data.row.resource)],
              ...(data.row.resourceId === ''
                ? []
                : ([
                    [
                      t('audit.column.id'),
                      <span key="id" className="mv-number mv-break">
                        {data.row.resourceId}
                      </span>,
                    ],
                  ] as const)),
              [t('audit.column.reason'), data.row.reason || '—'],
              ...(data.patientNumber ? ([[t('audit.entry.patient'), data.patientNumber]] as const) : []),
            ]}
          />
          {data.patientNumber && (
            <div className="mv-actions">
              <Button size="compact-sm" variant="default" onClick={() => props.onPatient(data.patientNumber ?? '')}>
                {t('audit.entry.only')}
              </Button>
            </div>
          )}
          {data.content === 'none' && <p className="mv-muted">{t('audit.entry.none')}</p>}
          {data.content === 'restricted' && <Notice tone="grey">{t('audit.entry.restricted')}</Notice>}
          {data.content === 'erased' && <Notice tone="grey">{t('audit.entry.erased')}</Notice>}
          {data.changes.length > 0 && (
            <table className="mv-changes">
              <thead>
                <tr>
                  <th scope="col">{t('audit.entry.field')}</th>
                  <th scope="col">{t('audit.entry.before')}</th>
                  <th scope="col">{t('audit.entry.after')}</th>
                </tr>
              </thead>
              <tbody>
                {data.changes.map((change) => (
                  <tr key={change.field}>
                    <th scope="row">{words.field(change.field)}</th>
                    <td>
                      <Value text={change.before} />
                    </td>
                    <td>
                      <Value text={change.after} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {data.patientNumber && data.content === 'shown' && <p className="mv-muted">{t('audit.entry.looked')}</p>}
        </div>
      )}
    </Pane>
  );
}

const few = 4;

/** Many ids are counted, and unfolded on demand. */
function Value({ text }: { text: string | null }) {
  const { t } = useTranslation();
  if (!text) return <span className="mv-muted">{t('audit.entry.nothing')}</span>;
  const parts = text.split(', ');
  if (parts.length <= few) return text;
  return (
    <details>
      <summary>{t('audit.entry.many', { count: parts.length })}</summary>
      {text}
    </details>
  );
}
