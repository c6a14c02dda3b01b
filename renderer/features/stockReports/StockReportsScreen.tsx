import { Select, TextInput } from '@mantine/core';
import { ChartColumn } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { stockListNames, stockReportNames, type StockTable } from '../../../preload/contract/stockReports.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, SkeletonRows } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import { StockNav } from '../inventory/StockNav.tsx';

const BarPlot = lazy(() => import('./BarPlot.tsx'));
const ranged = new Set(['movements', 'consumption']);
type Row = StockTable['rows'][number] & { at: number };

/** Reports of the store: each is a table, most with bars above it, all of them files. */
export default function StockReportsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [, navigate] = useLocation();
  const params = useParams();
  const list = stockListNames.find((name) => name === params['report']);
  const made = stockReportNames.find((name) => name === params['report']) ?? 'stock-out';
  const report = list ?? made;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const isRanged = ranged.has(report);
  const asked = { report, locale: format.locale, ...(isRanged && from !== '' ? { from } : {}), ...(isRanged && to !== '' ? { to } : {}) };
  const isCrossed = isRanged && from !== '' && to !== '' && from > to;
  const found = useQuery('stockReports.of', asked, { enabled: !isCrossed, keepPrevious: true });
  const save = useCommand('stockReports.export');
  const table = found.data;
  const columns = useColumns(table);
  const rows = useMemo(() => table?.rows.map((row, at): Row => ({ ...row, at })), [table]);
  return (
    <Page
      title={t('stockReports.title')}
      actions={
        <>
          <Select
            w={230}
            aria-label={t('stockReports.which')}
            allowDeselect={false}
            value={report}
            onChange={(next) => navigate(`/stock-reports/${next ?? report}`)}
            data={(['reports', 'lists'] as const).map((group) => ({ group: t(`stockReports.group.${group}`), items: (group === 'reports' ? stockReportNames : stockListNames).map((value) => ({ value, label: t(`stockReports.name.${value}`) })) }))}
          />
          {can('MeasureReport.create') && (
            <ExportFileMenu
              label={t('stockReports.export')}
              formats={(['csv', 'xlsx', 'pdf'] as const).map((one) => ({ format: one, label: t(`stockReports.format.${one}`) }))}
              make={(one) => save.run({ ...asked, format: one })}
              done={({ rows: count, name }) => t('stockReports.exported', { count, name })}
              error={save.error}
              isRunning={save.isRunning}
            />
          )}
        </>
      }
    >
      <StockNav />
      <div className="mv-toolbar">
        <span className="mv-muted">{list ? t('stockReports.aboutList') : t(`stockReports.about.${made}`)}</span>
        {isRanged && (
          <>
            <TextInput type="date" aria-label={t('stockReports.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput type="date" aria-label={t('stockReports.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} error={isCrossed} />
          </>
        )}
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {table?.chart && table.chart.bars.some(({ value }) => value !== 0) && (
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <BarPlot name={t(`stockReports.bars.${made}`)} chart={table.chart} currency={table.currency} />
        </Suspense>
      )}
      {table && table.notShown > 0 && <p className="mv-muted mv-run">{t('stockReports.notShown', { count: table.notShown, formatted: format.number(table.notShown) })}</p>}
      <DataTable<Row>
        key={report}
        label={t(`stockReports.name.${report}`)}
        rows={rows}
        rowId={(row) => String(row.at)}
        columns={columns}
        onOpen={(row) => row.itemId !== null && navigate(`/stock/${row.itemId}`)}
        empty={<EmptyState icon={ChartColumn} title={list ? t('stockReports.emptyList') : t(`stockReports.empty.${made}`)} text={t('stockReports.emptyText')} />}
        autoFocus
      />
    </Page>
  );
} // prettier-ignore

function useColumns(table: StockTable | undefined): readonly Column<Row>[] {
  const format = useFormat();
  return useMemo(() => {
    const isCrowded = (table?.columns.length ?? 0) > 11;
    return (table?.columns ?? []).map(({ head, kind }, at): Column<Row> => {
      const say = (row: Row): string => {
        const cell = row.cells[at];
        if (cell === null || cell === undefined) return '';
        if (kind === 'money' && typeof cell === 'number') return format.money(cell, table?.currency ?? '');
        if (kind === 'day' && typeof cell === 'string') return format.day(cell);
        return typeof cell === 'number' ? format.number(cell, 1) : cell;
      };
      const isNumeric = kind === 'number' || kind === 'money';
      const narrow = isCrowded ? '72px' : '112px';
      return { key: `${at} ${head}`, head, width: isNumeric || kind === 'day' ? narrow : at === 0 ? 'minmax(190px, 2fr)' : at <= 2 ? 'minmax(70px, 1fr)' : 'minmax(64px, 1fr)', isNumeric, text: say, cell: (row) => <span title={say(row)}>{say(row)}</span> };
    });
  }, [table, format]);
} // prettier-ignore
