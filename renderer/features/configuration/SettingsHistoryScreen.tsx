import { ActionIcon } from '@mantine/core';
import { History, X } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsEntry, SettingsFilter } from '../../../preload/contract/configuration.ts';
import { useFormat } from '../../lib/format.ts';
import { useNewestFirst } from '../../lib/newestFirst.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Facts, Page, Pane, TwoPane } from '../../ui/index.ts';
import { DeskTabs } from '../accounts/DeskTabs.tsx';
import { AuditFilters } from '../audit/AuditFilters.tsx';
import { useActionWords } from '../audit/words.ts';
import { ChangeLines } from './ChangeLines.tsx';
import { useSettingWords } from './words.ts';

/** Every change of a setting: who, when, before, after and why. */
export default function SettingsHistoryScreen() {
  const { t } = useTranslation();
  const words = useSettingWords();
  const [filter, setFilter] = useState<SettingsFilter>({});
  const [opened, setOpened] = useState<number | null>(null);
  const { first, rows, error, hasMore, onRange } = useNewestFirst(
    'configuration.history',
    useDeferredValue(filter),
    (answer) => answer.entries,
  );
  const columns = useColumns(opened !== null);
  const entry = rows?.find((row) => row.seq === opened);
  return (
    <Page title={t('accounts.title')} sub={<DeskTabs here="history" />}>
      <ErrorLine error={error} />
      <AuditFilters filter={filter} onFilter={setFilter} choices={first} resourceWords={words.resource} />
      <TwoPane
        listWidth={entry ? '58%' : '100%'}
        list={
          <DataTable
            label={t('configuration.history.list')}
            rows={rows}
            rowId={(row) => String(row.seq)}
            columns={columns}
            onRange={onRange}
            onOpen={(row) => setOpened(row.seq)}
            selectedId={entry ? String(entry.seq) : null}
            empty={<EmptyState icon={History} title={t('configuration.history.empty')} text={t('configuration.history.emptyText')} />}
            note={`${t('audit.newest')} · ${t(hasMore ? 'audit.more' : 'audit.end')}`}
            autoFocus
          />
        }
      >
        {entry && <SettingPane key={entry.seq} entry={entry} onClose={() => setOpened(null)} />}
      </TwoPane>
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<SettingsEntry>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSettingWords();
  const actionWords = useActionWords();
  return useMemo(() => {
    const who = (row: SettingsEntry) => row.actorName ?? t('configuration.history.program');
    const what = (row: SettingsEntry) =>
      [words.resource(row.resource), words.subject(row.resource, row.subject)].filter(Boolean).join(' · ');
    const change = (row: SettingsEntry) => {
      const [only] = row.changes;
      if (!only) return actionWords(row.action);
      if (row.changes.length > 1) return row.changes.map(({ field }) => words.field(field)).join(', ');
      const { before, after } = words.parts(only);
      return `${words.field(only.field)}: ${[before.join(', '), after.join(', ')].filter(Boolean).join(' → ')}`;
    };
    const all: Column<SettingsEntry>[] = [
      {
        key: 'at',
        head: t('audit.column.at'),
        width: '164px',
        text: (row) => row.at,
        cell: (row) => <time dateTime={row.at}>{format.instant(row.at)}</time>,
      },
      {
        key: 'who',
        head: t('audit.column.who'),
        width: 'minmax(120px, 0.8fr)',
        text: who,
        cell: (row) => <span title={who(row)}>{who(row)}</span>,
      },
      {
        key: 'what',
        head: t('audit.column.resource'),
        width: 'minmax(180px, 1.2fr)',
        text: what,
        cell: (row) => (
          <span className="mv-strong" title={what(row)}>
            {what(row)}
          </span>
        ),
      },
      {
        key: 'change',
        head: t('configuration.history.change'),
        width: 'minmax(180px, 1.6fr)',
        text: change,
        cell: (row) => <span title={change(row)}>{change(row)}</span>,
      },
      {
        key: 'why',
        head: t('audit.column.reason'),
        width: 'minmax(120px, 1fr)',
        text: (row) => row.reason,
        cell: (row) => <span title={row.reason}>{row.reason}</span>,
      },
    ];
    return isNarrow ? all.filter((column) => column.key !== 'change' && column.key !== 'why') : all;
  }, [t, format, words, actionWords, isNarrow]);
}

function SettingPane({ entry, onClose }: { entry: SettingsEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSettingWords();
  const actionWords = useActionWords();
  return (
    <Pane
      title={[words.resource(entry.resource), words.subject(entry.resource, entry.subject)].filter(Boolean).join(' · ')}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <div className="mv-stack">
        <Facts
          facts={[
            [t('audit.column.who'), `${entry.actorName ?? t('configuration.history.program')} ${actionWords(entry.action)}`],
            [t('audit.column.at'), format.instant(entry.at)],
            [t('audit.column.reason'), entry.reason || t('configuration.history.noReason')],
          ]}
        />
        {entry.changes.length > 0 && (
          <table className="mv-small-table mv-plan">
            <thead>
              <tr>
                <th scope="col">{t('audit.entry.field')}</th>
                <th scope="col">{t('configuration.history.change')}</th>
              </tr>
            </thead>
            <tbody>
              {entry.changes.map((change) => (
                <tr key={change.field}>
                  <th scope="row">{words.field(change.field)}</th>
                  <td>
                    <ChangeLines {...words.parts(change)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Pane>
  );
}
