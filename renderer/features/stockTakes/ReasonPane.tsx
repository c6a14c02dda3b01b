import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type StockTakeRow, type VarianceLine, varianceReasons, type VarianceReason } from '../../../preload/contract/stockTakes.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ConfirmButton, ErrorLine, Facts, Form, FormActions, notifyDone, Pane } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';

/** Why one line differs; the same reason can be given to all that have none. */
export function ReasonPane(props: {
  take: StockTakeRow;
  line: VarianceLine;
  currency: string;
  unexplained: readonly VarianceLine[];
  onNext: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const explain = useCommand('stockTakes.explain');
  const { take, line } = props;
  const [reason, setReason] = useState<VarianceReason | null>(line.reason ?? (line.isFound ? 'found' : null));
  const [note, setNote] = useState(line.note);
  const isOpen = take.status === 'review' && line.state === 'decided';
  const give = async (lineIds: readonly string[], then: () => void) => {
    if (reason === null) return;
    const reasons = lineIds.map((lineId) => ({ lineId, reason, note: note.trim() }));
    if (await explain.run({ stockTakeId: take.stockTakeId, reasons })) then();
  };
  const others = props.unexplained.length;
  return (
    <Pane
      label={t('stockTakes.variances.explain')}
      title={<h2>{medicineWords(line)}</h2>}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={props.onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <div className="mv-stack">
        <Facts
          facts={[
            [t('stockTakes.variances.column.lot'), line.lotNumber],
            [t('stockTakes.variances.column.place'), line.locationName],
            [t('stockTakes.variances.column.book'), line.book === null ? '–' : units.count(line.book, line.unit)],
            [t('stockTakes.variances.column.counted'), line.counted === null ? '–' : units.count(line.counted, line.unit)],
            [
              t('stockTakes.variances.column.variance'),
              line.variance === null ? '–' : `${line.variance > 0 ? '+' : ''}${units.count(line.variance, line.unit)}`,
            ],
            [t('stockTakes.variances.column.value'), format.money(line.value, props.currency)],
            [t('stockTakes.variances.counters'), line.countedBy.join(', ') || '–'],
          ]}
        />
        {isOpen ? (
          <Form label={t('stockTakes.variances.explain')} onSubmit={() => void give([line.lineId], props.onNext)} onCancel={props.onClose}>
            <Select
              label={t('stockTakes.variances.reason')}
              data={varianceReasons.map((value) => ({ value, label: t(`stockTakes.reason.${value}`) }))}
              value={reason}
              onChange={(next) => setReason(varianceReasons.find((one) => one === next) ?? null)}
              searchable
              withAsterisk
              data-autofocus
            />
            <TextInput
              label={t('stockTakes.variances.reasonNote')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={200}
            />
            <FormActions
              save={t('stockTakes.variances.saveReason')}
              isDisabled={reason === null}
              error={explain.error}
              isRunning={explain.isRunning}
              onCancel={props.onClose}
            >
              {others > 1 && (
                <Button
                  variant="light"
                  disabled={reason === null}
                  onClick={() =>
                    void give(
                      props.unexplained.map((one) => one.lineId),
                      props.onClose,
                    )
                  }
                >
                  {t('stockTakes.variances.sameForAll', { count: others })}
                </Button>
              )}
            </FormActions>
            <RecountButton take={take} line={line} />
          </Form>
        ) : (
          line.reason !== null && <p>{[t(`stockTakes.reason.${line.reason}`), line.note].filter(Boolean).join(': ')}</p>
        )}
      </div>
    </Pane>
  );
}

function RecountButton({ take, line }: { take: StockTakeRow; line: VarianceLine }) {
  const { t } = useTranslation();
  const reopen = useCommand('stockTakes.reopen');
  const again = async () => {
    if (await reopen.run({ stockTakeId: take.stockTakeId, version: take.version, lineIds: [line.lineId] }))
      notifyDone(t('stockTakes.variances.recountDone', { lot: line.lotNumber }));
  };
  return (
    <div>
      <ConfirmButton
        label={t('stockTakes.variances.recount')}
        title={t('stockTakes.variances.recountTitle', { lot: line.lotNumber })}
        consequence={t('stockTakes.variances.recountText')}
        confirmLabel={t('stockTakes.variances.recountConfirm')}
        onConfirm={again}
      />
      <ErrorLine error={reopen.error} />
    </div>
  );
}
