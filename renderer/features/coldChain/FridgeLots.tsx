import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, notifyProblem, Tag } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';

type Lot = Output<'coldChain.storage'>['lots'][number];
const stages = ['1', '2', '3', '4'] as const;

/** What lies in it, each lot with the stage of its vaccine vial monitor. */
export function FridgeLots({ lots }: { lots: readonly Lot[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const check = useCommand('coldChain.checkVvm');
  const note = async (lot: Lot, stage: number) => {
    const done = await check.run({ lotId: lot.lotId, stage });
    if (done?.isHeld) notifyProblem(t('coldChain.vvm.held', { lot: lot.lotNumber }));
  };
  return (
    <Card title={t('coldChain.inside')}>
      <ErrorLine error={check.error} />
      {lots.length === 0 && <p className="mv-muted">{t('coldChain.nothingInside')}</p>}
      {lots.length > 0 && (
        <SmallTable
          label={t('coldChain.inside')}
          rows={lots}
          rowId={(lot) => lot.lotId}
          columns={[
            { key: 'item', head: t('coldChain.lot.item'), isWide: true, cell: (lot) => lot.itemName },
            { key: 'lot', head: t('coldChain.lot.number'), cell: (lot) => lot.lotNumber },
            { key: 'on-hand', head: t('coldChain.lot.onHand'), isNumeric: true, cell: (lot) => units.count(lot.onHand, lot.unit) },
            {
              key: 'status',
              head: t('coldChain.lot.status'),
              cell: (lot) => (lot.status === 'active' ? t('inventory.lot.word.active') : <Tag tone="red">{t('coldChain.onHold')}</Tag>),
            },
            {
              key: 'vvm',
              head: t('coldChain.vvm.head'),
              cell: (lot) =>
                can('ColdChain.create') ? (
                  <SegmentedControl
                    size="xs"
                    aria-label={t('coldChain.vvm.of', { lot: lot.lotNumber })}
                    value={lot.vvm ? String(lot.vvm.stage) : ''}
                    onChange={(stage) => void note(lot, Number(stage))}
                    data={[...stages]}
                    disabled={check.isRunning}
                  />
                ) : (
                  (lot.vvm?.stage ?? '–')
                ),
            },
            { key: 'at', head: t('coldChain.vvm.at'), cell: (lot) => (lot.vvm ? format.ago(lot.vvm.at) : '–') },
          ]}
        />
      )}
      {lots.length > 0 && <p className="mv-muted">{t('coldChain.vvm.hint')}</p>}
    </Card>
  );
}
