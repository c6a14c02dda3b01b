import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions, notifyDone, NumberUnitField, Tag } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

type Dispense = DeskLine['dispenses'][number];

/** What can still be done about something that was handed over: a mistake, a pack that comes back, the money. */
export function DispenseActs({ dispense, currency, hasName }: { dispense: Dispense; currency: string; hasName: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [act, setAct] = useState<'reverse' | 'takeBack' | null>(null);
  const pay = useCommand('dispensing.pay');
  const { handed, reversed, returned, unit, payment, medicationDispenseId } = dispense;
  const left = handed - reversed - returned;
  const mayAct = can('MedicationDispense.create') && left > 0;
  return (
    <div className="mv-desk-acts">
      {hasName && <strong>{format.time(dispense.whenHandedOver)}</strong>}
      {reversed > 0 && <Tag tone="amber">{t('dispensing.day.reversed', { quantity: units.count(reversed, unit) })}</Tag>}
      {returned > 0 && <Tag tone="blue">{t('dispensing.day.returned', { quantity: units.count(returned, unit) })}</Tag>}
      {payment && (
        <Tag tone={payment.mark === 'owed' ? 'amber' : 'grey'} isPlain>
          {t(`dispensing.day.mark.${payment.mark}`, { amount: format.money(payment.amount, currency) })}
        </Tag>
      )}
      {dispense.reason !== '' && <span className="mv-muted">{dispense.reason}</span>}
      {can('MedicationDispense.create') && payment?.mark === 'owed' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={pay.isRunning}
          onClick={async () => {
            if (await pay.run({ medicationDispenseId, mark: 'paid', amount: payment.amount })) notifyDone(t('dispensing.day.payDone'));
          }}
        >
          {t('dispensing.day.pay')}
        </Button>
      )}
      {mayAct && (
        <Button size="compact-sm" variant="default" onClick={() => setAct('reverse')}>
          {t('dispensing.day.reverse')}
        </Button>
      )}
      {mayAct && (
        <Button size="compact-sm" variant="default" onClick={() => setAct('takeBack')}>
          {t('dispensing.day.takeBack')}
        </Button>
      )}
      {act && <ActDialog act={act} dispense={dispense} left={left} onClose={() => setAct(null)} />}
    </div>
  );
}

/** A quantity and a reason; the button names both. */
function ActDialog(props: { act: 'reverse' | 'takeBack'; dispense: Dispense; left: number; onClose: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const { act, dispense, left } = props;
  const reverse = useCommand('dispensing.reverse');
  const takeBack = useCommand('dispensing.takeBack');
  const [handed, setHanded] = useState<number | null>(left);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { medicationDispenseId, unit } = dispense;
  const isWrong = handed === null || handed < 1 || handed > left;
  const words = { quantity: units.count(handed ?? 0, unit) };
  const go = async () => {
    setChecked(true);
    if (isWrong || handed === null || reason.trim().length < 3) return;
    // a substitute's units are told in those that were asked for
    const quantity = (handed * dispense.quantity) / dispense.handed;
    const done =
      act === 'reverse'
        ? await reverse.run({ medicationDispenseId, quantity, reason: reason.trim() })
        : await takeBack.run({ medicationDispenseId, quantity: handed, reason: reason.trim() });
    if (!done) return;
    notifyDone(t(`dispensing.day.${act}Done`, words));
    props.onClose();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(`dispensing.day.${act}Title`)}
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form label={t(`dispensing.day.${act}Title`)} onSubmit={() => void go()}>
        <span>{t(`dispensing.day.${act}Text`)}</span>
        <NumberUnitField
          label={t('dispensing.day.quantity')}
          unit={units.many(unit)}
          value={handed}
          onChange={setHanded}
          min={1}
          max={left}
          error={isChecked && isWrong && t('prescriptions.dispense.tooMany', { owed: units.count(left, unit) })}
          withAsterisk
        />
        <TextInput
          label={t('dispensing.day.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isChecked && reason.trim().length < 3 && t('dispensing.day.needReason')}
          maxLength={200}
          data-autofocus
          withAsterisk
        />
        <FormActions
          save={t(`dispensing.day.${act}Confirm`, words)}
          error={reverse.error ?? takeBack.error}
          isRunning={reverse.isRunning || takeBack.isRunning}
          onCancel={props.onClose}
        />
      </Form>
    </Modal>
  );
}
