import { Button, TextInput } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../preload/contract/dates.ts';
import type { CauseCount } from '../../../preload/contract/safetyOverrides.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, SeverityBadge } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import './safety.css';

type Counted = { shown: number; overridden: number };

/** The figures of a time: by cause, by prescriber, by month. */
export function SafetyFigures({ onReviews }: { onReviews: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [from, setFrom] = useState(addDays(format.today, -89));
  const [to, setTo] = useState(format.today);
  const { data, error, refetch } = useQuery('safety.statistics', { from, to }, { enabled: from !== '' && to !== '' });
  const file = useCommand('safety.export');
  const sum = (key: keyof Counted) => (data?.causes ?? []).reduce((total, row) => total + row[key], 0);
  const [shown, overridden] = [sum('shown'), sum('overridden')];
  return (
    <div className="mv-stack mv-safety-figures">
      <div className="mv-line">
        <TextInput
          type="date"
          size="xs"
          label={t('safety.overrides.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          size="xs"
          label={t('safety.overrides.to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <span className="mv-safety-file">
          <ExportFileMenu
            label={t('safety.overrides.export')}
            formats={(['csv', 'pdf'] as const).map((one) => ({ format: one, label: t(`safety.overrides.${one}`) }))}
            make={(as) => file.run({ from, to, format: as, locale: format.locale })}
            done={({ rows }) => t('safety.overrides.exported', { count: rows })}
            error={file.error}
            isRunning={file.isRunning}
          />
        </span>
      </div>
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <dl className="mv-safety-tiles">
        <Tile label={t('safety.overrides.tile.shown')} value={format.number(shown)} />
        <Tile label={t('safety.overrides.tile.heeded')} value={share(shown - overridden, shown, format.number)} />
        <Tile label={t('safety.overrides.tile.ordered')} value={share(overridden, shown, format.number)} />
        <Tile label={t('safety.overrides.tile.waiting')} value={format.number(data?.waiting ?? 0)}>
          {(data?.waiting ?? 0) > 0 && can('SafetyOverride.review') && (
            <Button size="compact-xs" variant="light" color="red" onClick={onReviews}>
              {t('safety.overrides.tabs.reviews')}
            </Button>
          )}
        </Tile>
      </dl>
      <div className="mv-safety-tables">
        <section aria-label={t('safety.overrides.causes')} className="mv-safety-causes">
          <h2>{t('safety.overrides.causes')}</h2>
          <DataTable
            label={t('safety.overrides.causes')}
            rows={data?.causes}
            rowId={(row) => `${row.severity} ${row.cause}`}
            columns={useCauseColumns()}
            empty={<EmptyState icon={ShieldAlert} title={t('safety.overrides.empty')} text={t('safety.overrides.emptyText')} />}
          />
        </section>
        <section>
          <h2>{t('safety.overrides.prescribers')}</h2>
          <FewRows head={t('safety.overrides.prescriber')} rows={data?.prescribers.map((row) => ({ ...row, key: row.name })) ?? []} />
          <h2>{t('safety.overrides.months')}</h2>
          <FewRows
            head={t('safety.overrides.month')}
            rows={data?.months.map((row) => ({ ...row, key: monthOf(format.day(`${row.month}-01`)) })) ?? []}
          />
        </section>
      </div>
    </div>
  );
}

function Tile({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  return (
    <div className="mv-safety-tile">
      <dt>{label}</dt>
      <dd>
        {value} {children}
      </dd>
    </div>
  );
}

function FewRows({ head, rows }: { head: string; rows: readonly (Counted & { key: string; stops: number })[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="mv-safety-few">
      <thead>
        <tr>
          <th>{head}</th>
          <th>{t('safety.overrides.shown')}</th>
          <th>{t('safety.overrides.ordered')}</th>
          <th>{t('safety.overrides.percent')}</th>
          <th>{t('safety.overrides.stops')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{row.key}</td>
            <td>{format.number(row.shown)}</td>
            <td>{format.number(row.overridden)}</td>
            <td>{percentOf(row)}</td>
            <td>{format.number(row.stops)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "1 Nov 2026" without its day. */
const monthOf = (day: string): string => day.slice(day.indexOf(' ') + 1);
const percentOf = ({ shown, overridden }: Counted): string => (shown === 0 ? '' : String(Math.round((100 * overridden) / shown)));
const share = (part: number, of: number, number: (value: number) => string): string =>
  of === 0 ? number(part) : `${number(part)} (${Math.round((100 * part) / of)} %)`;

function useCauseColumns(): readonly Column<CauseCount>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'severity', head: t('safety.overrides.severity'), width: '112px', cell: (row) => <SeverityBadge severity={row.severity} /> },
    { key: 'kind', head: t('safety.overrides.kind'), width: '130px', cell: (row) => t(`safety.kind.${row.kind}`) },
    { key: 'cause', head: t('safety.overrides.cause'), width: 'minmax(150px, 1fr)', cell: (row) => causeText(row.cause) },
    { key: 'shown', head: t('safety.overrides.shown'), width: '72px', isNumeric: true, cell: (row) => format.number(row.shown) },
    {
      key: 'overridden',
      head: t('safety.overrides.ordered'),
      width: '82px',
      isNumeric: true,
      cell: (row) => format.number(row.overridden),
    },
    { key: 'percent', head: t('safety.overrides.percent'), width: '92px', isNumeric: true, cell: percentOf },
  ];
}

/** What a cause is about, without the word of its kind: "interaction:a|b" is "a + b". */
const causeText = (cause: string): string => cause.slice(cause.indexOf(':') + 1).split('|').join(' + ').replaceAll('-', ' '); // prettier-ignore
