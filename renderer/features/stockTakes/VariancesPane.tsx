import { CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { VarianceLine } from '../../../preload/contract/stockTakes.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import {
  type Column,
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorLine,
  Notice,
  notifyDone,
  SkeletonRows,
  Tag,
  TwoPane,
} from '../../ui/index.ts';
import { medicineWords } from '../inventory/words.ts';
import { ReasonPane } from './ReasonPane.tsx';
import { CancelTake, TakeExport, TakeStatus, TakeTags } from './TakeActions.tsx';

type Answer = Output<'stockTakes.variances'>;

/** What differed, what it is worth, why, and the approval. */
export function VariancesPane({ stockTakeId }: { stockTakeId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useQuery('stockTakes.variances', { stockTakeId });
  const [lineId, setLineId] = useState<string | null>(null);
  const columns = useColumns(lineId !== null, answer.data?.currency ?? 'USD');
  if (!answer.data)
    return answer.error ? <ErrorLine error={answer.error} onRetry={() => void answer.refetch()} /> : <SkeletonRows rows={12} />;
  const { stockTake, lines, over, short, currency } = answer.data;
  const chosen = lines.find((line) => line.lineId === lineId);
  const unexplained = lines.filter((line) => line.state === 'decided' && line.reason === null);
  const next = () => setLineId(unexplained.find((line) => line.lineId !== lineId)?.lineId ?? null);
  const figure = (label: string, sum: { lines: number; value: number }) => (
    <div>
      <dt>{label}</dt>
      <dd>
        {format.money(sum.value, currency)}
        <small>{t('stockTakes.variances.lines', { count: sum.lines })}</small>
      </dd>
    </div>
  );
  return (
    <div className="mv-pane" style={{ flex: 1 }}>
      <div className="mv-toolbar">
        <strong>{stockTake.number}</strong>
        <TakeStatus status={stockTake.status} />
        <TakeTags take={stockTake} />
        <div className="mv-page-actions">
          <TakeExport stockTakeId={stockTakeId} what="variances" />
          {stockTake.status === 'review' && <CancelTake take={stockTake} />}
          <ApproveButton answer={answer.data} isReady={unexplained.length === 0} />
        </div>
      </div>
      <div className="mv-toolbar">
        <dl className="mv-figures mv-grow">
          {figure(t('stockTakes.variances.over'), over)}
          {figure(t('stockTakes.variances.short'), short)}
          {figure(t('stockTakes.variances.net'), { lines: over.lines + short.lines, value: over.value + short.value })}
        </dl>
        <StateNotice answer={answer.data} unexplained={unexplained.length} />
      </div>
      <TwoPane
        listWidth={chosen ? '62%' : '100%'}
        list={
          <DataTable<VarianceLine>
            label={t('stockTakes.variances.label')}
            rows={lines}
            rowId={(line) => line.lineId}
            columns={columns}
            onOpen={(line) => setLineId(line.lineId)}
            selectedId={lineId}
            empty={<EmptyState icon={CircleCheck} title={t('stockTakes.variances.none')} text={t('stockTakes.variances.noneText')} />}
            note={stockTake.lines > stockTake.decided && t('stockTakes.variances.left', { count: stockTake.lines - stockTake.decided })}
            autoFocus
          />
        }
      >
        {chosen && (
          <ReasonPane
            key={chosen.lineId}
            take={stockTake}
            line={chosen}
            currency={currency}
            unexplained={unexplained}
            onNext={next}
            onClose={() => setLineId(null)}
          />
        )}
      </TwoPane>
    </div>
  );
}

function StateNotice({ answer, unexplained }: { answer: Answer; unexplained: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stockTake: take, approval } = answer;
  if (take.status === 'cancelled')
    return (
      <Notice tone="grey">{t('stockTakes.variances.cancelledBecause', { by: take.closedBy ?? '', reason: take.cancelReason })}</Notice>
    );
  if (take.status === 'approved' && take.closedAt !== null)
    return (
      <Notice tone="green">{t('stockTakes.variances.approvedBy', { by: take.closedBy ?? '', when: format.instant(take.closedAt) })}</Notice>
    );
  if (unexplained > 0) return <Notice tone="amber">{t('stockTakes.variances.unexplained', { count: unexplained })}</Notice>;
  if (approval === 'may' || approval === 'closed') return null;
  return <Notice tone={approval === 'alone' ? 'amber' : 'blue'}>{t(`stockTakes.variances.state.${approval}`)}</Notice>;
}

function ApproveButton({ answer, isReady }: { answer: Answer; isReady: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const approve = useCommand('stockTakes.approve');
  const { stockTake, approval, over, short, currency } = answer;
  if (approval !== 'may' && approval !== 'alone') return null;
  const count = over.lines + short.lines;
  const value = format.money(over.value + short.value, currency);
  const post = async () => {
    const done = await approve.run({ stockTakeId: stockTake.stockTakeId, version: stockTake.version });
    if (done) notifyDone(t('stockTakes.variances.approved', { count: done.posted }));
  };
  return (
    <>
      <ConfirmButton
        variant="filled"
        label={t('stockTakes.variances.approve')}
        title={t('stockTakes.variances.approveTitle')}
        consequence={t('stockTakes.variances.approveText', { count, value })}
        confirmLabel={count === 0 ? t('stockTakes.variances.approveNone') : t('stockTakes.variances.approveConfirm', { count })}
        disabled={!isReady}
        onConfirm={post}
      />
      <ErrorLine error={approve.error} />
    </>
  );
}

function useColumns(isNarrow: boolean, currency: string): readonly Column<VarianceLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const number = (value: number | null) => (value === null ? '–' : format.number(value));
    const signed = (value: number | null) => (value === null ? '–' : `${value > 0 ? '+' : ''}${format.number(value)}`);
    const columns: readonly (Column<VarianceLine> & { isWide?: boolean })[] = [
      { key: 'item', head: t('stockTakes.variances.column.item'), width: 'minmax(200px, 2fr)', text: medicineWords, cell: medicineWords },
      { key: 'lot', head: t('stockTakes.variances.column.lot'), width: '116px', cell: (line) => line.lotNumber },
      { key: 'place', head: t('stockTakes.variances.column.place'), width: '116px', isWide: true, cell: (line) => line.locationName },
      { key: 'book', head: t('stockTakes.variances.column.book'), width: '76px', isNumeric: true, cell: (line) => number(line.book) },
      {
        key: 'counted',
        head: t('stockTakes.variances.column.counted'),
        width: '76px',
        isNumeric: true,
        cell: (line) => number(line.counted),
      },
      {
        key: 'variance',
        head: t('stockTakes.variances.column.variance'),
        width: '92px',
        isNumeric: true,
        cell: (line) => <span className="mv-strong">{signed(line.variance)}</span>,
      },
      {
        key: 'value',
        head: t('stockTakes.variances.column.value'),
        width: '124px',
        isNumeric: true,
        isWide: true,
        cell: (line) => format.money(line.value, currency),
      },
      {
        key: 'reason',
        head: t('stockTakes.variances.column.reason'),
        width: 'minmax(160px, 1.4fr)',
        cell: (line) =>
          line.reason === null ? (
            <Tag tone="amber">{t('stockTakes.variances.needsReason')}</Tag>
          ) : (
            [t(`stockTakes.reason.${line.reason}`), line.note].filter(Boolean).join(': ')
          ),
      },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, isNarrow, currency]);
}
