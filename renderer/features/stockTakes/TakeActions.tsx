import { useTranslation } from 'react-i18next';
import type { StockTakeRow } from '../../../preload/contract/stockTakes.ts';
import { useCommand } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { ConfirmButton, ErrorLine, notifyDone, Tag } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';

const tones = { counting: 'blue', review: 'amber', approved: 'green', cancelled: 'grey' } as const;

export function TakeStatus({ status }: { status: StockTakeRow['status'] }) {
  const { t } = useTranslation();
  return <Tag tone={tones[status]}>{t(`stockTakes.status.${status}`)}</Tag>;
}

/** How it is counted, in words. */
export function TakeTags({ take }: { take: StockTakeRow }) {
  const { t } = useTranslation();
  return (
    <span className="mv-badge-line">
      {take.locationName !== null && <Tag isPlain>{take.locationName}</Tag>}
      {take.isBlind && <Tag isPlain>{t('stockTakes.blind')}</Tag>}
      {take.isFrozen && <Tag tone="blue">{t('stockTakes.frozen')}</Tag>}
      {take.counters === 2 && <Tag isPlain>{t('stockTakes.twoCounters')}</Tag>}
      {take.isSelfApproved && <Tag tone="amber">{t('stockTakes.selfApproved')}</Tag>}
    </span>
  );
}

export function TakeExport({ stockTakeId, what }: { stockTakeId: string; what: 'sheet' | 'variances' }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { run, isRunning, error } = useCommand('stockTakes.export');
  const isSheet = what === 'sheet';
  return (
    <ExportFileMenu
      label={t('stockTakes.paper')}
      formats={[
        { format: 'pdf', label: t(isSheet ? 'stockTakes.sheetPdf' : 'stockTakes.variancesPdf') },
        { format: 'csv', label: t(isSheet ? 'stockTakes.sheetCsv' : 'stockTakes.variancesCsv') },
      ]}
      make={(format) => (format === 'pdf' || format === 'csv' ? run({ stockTakeId, what, format, locale }) : Promise.resolve(undefined))}
      done={({ name }) => t('stockTakes.exported', { name })}
      error={error}
      isRunning={isRunning}
    />
  );
}

export function CancelTake({ take }: { take: StockTakeRow }) {
  const { t } = useTranslation();
  const cancel = useCommand('stockTakes.cancel');
  const { stockTakeId, number, version } = take;
  return (
    <>
      <ConfirmButton
        label={t('stockTakes.cancel.open')}
        title={t('stockTakes.cancel.title', { number })}
        consequence={t('stockTakes.cancel.text')}
        confirmLabel={t('stockTakes.cancel.confirm')}
        reasonLabel={t('stockTakes.cancel.reason')}
        isDanger
        onConfirm={async (reason) => {
          if (await cancel.run({ stockTakeId, version, reason })) notifyDone(t('stockTakes.cancel.done', { number }));
        }}
      />
      <ErrorLine error={cancel.error} />
    </>
  );
}
