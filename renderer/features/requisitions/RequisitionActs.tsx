import { Button } from '@mantine/core';
import { Check, PackageCheck, PackageOpen, Send, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton, ErrorLine, notifyDone } from '../../ui/index.ts';
import type { RequisitionCard } from './words.ts';

/** What this side may do in this state, the next step first. */
export function RequisitionActs({ requisition, onOpen }: { requisition: RequisitionCard; onOpen: (form: 'approve' | 'receive') => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const pick = useCommand('requisitions.pick');
  const putBack = useCommand('requisitions.putBack');
  const ship = useCommand('requisitions.ship');
  const reject = useCommand('requisitions.reject');
  const cancel = useCommand('requisitions.cancel');
  const close = useCommand('requisitions.close');
  const { requisitionId, version, number, acts, side } = requisition;
  const change = { requisitionId, version };
  const may = (act: (typeof acts)[number], permission: 'SupplyRequest.approve' | 'SupplyRequest.ask' | 'StockMovement.create') =>
    acts.includes(act) && can(permission);
  const say = (text: string) => (done: unknown) => {
    if (done) notifyDone(text);
  };
  const withReason = (act: 'reject' | 'cancel' | 'close', run: (reason: string) => Promise<unknown>) => (
    <ConfirmButton
      label={t(`requisitions.act.${act}`)}
      title={t(`requisitions.act.${act}Title`, { number })}
      consequence={t(`requisitions.act.${act}Text`)}
      confirmLabel={t(`requisitions.act.${act}`)}
      reasonLabel={t('requisitions.act.reason')}
      isDanger={act !== 'close'}
      onConfirm={run}
    />
  );
  return (
    <>
      <div className="mv-actions">
        {may('approve', 'SupplyRequest.approve') && (
          <Button leftSection={<Check size={14} aria-hidden="true" />} onClick={() => onOpen('approve')}>
            {t('requisitions.act.approve')}
          </Button>
        )}
        {may('ship', 'StockMovement.create') && (
          <Button
            leftSection={<Send size={14} aria-hidden="true" />}
            loading={ship.isRunning}
            onClick={() =>
              void ship.run(change).then(say(t(side === 'here' ? 'requisitions.act.shippedHere' : 'requisitions.act.shipped')))
            }
          >
            {t('requisitions.act.ship')}
          </Button>
        )}
        {may('receive', 'SupplyRequest.ask') && (
          <Button leftSection={<PackageCheck size={14} aria-hidden="true" />} onClick={() => onOpen('receive')}>
            {t('requisitions.act.receive')}
          </Button>
        )}
        {may('pick', 'StockMovement.create') && (
          <Button
            variant={acts.includes('receive') ? 'default' : 'filled'}
            leftSection={<PackageOpen size={14} aria-hidden="true" />}
            loading={pick.isRunning}
            onClick={() => void pick.run(change).then(say(t('requisitions.act.picked')))}
          >
            {t('requisitions.act.pick')}
          </Button>
        )}
        {may('put-back', 'StockMovement.create') && (
          <Button
            variant="default"
            leftSection={<Undo2 size={14} aria-hidden="true" />}
            loading={putBack.isRunning}
            onClick={() => void putBack.run(change).then(say(t('requisitions.act.done')))}
          >
            {t('requisitions.act.putBack')}
          </Button>
        )}
        {may('reject', 'SupplyRequest.approve') && withReason('reject', (reason) => reject.run({ ...change, reason }))}
        {may('close', 'SupplyRequest.approve') && withReason('close', (reason) => close.run({ ...change, reason }))}
        {may('cancel', 'SupplyRequest.ask') && withReason('cancel', (reason) => cancel.run({ ...change, reason }))}
      </div>
      <ErrorLine error={pick.error ?? putBack.error ?? ship.error ?? reject.error ?? cancel.error ?? close.error} />
    </>
  );
}
