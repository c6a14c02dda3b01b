import { Anchor, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { call, useCommand } from '../../lib/api.ts';
import { Form, FormActions, notifyDone, NumberUnitField, SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import type { Verified } from './verdicts.ts';

/** Who stands there, how much, and which item of ours: then it stands at the desk like a prescription of our own. */
export function TakeOn(props: {
  code: string;
  line: Verified['lines'][number];
  left: number;
  needsReason: boolean;
  onDone: (medicationRequestId: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const units = useUnits();
  const accept = useCommand('prescriptionSeals.accept');
  const { line } = props;
  const [patient, setPatient] = useState<PatientRow | null>(null);
  const [item, setItem] = useState<{ itemId: string; name: string } | null>(line.item);
  const [quantity, setQuantity] = useState<number | null>(props.left);
  const [reason, setReason] = useState('');
  const isReady =
    patient !== null && item !== null && quantity !== null && quantity > 0 && (!props.needsReason || reason.trim().length >= 3);
  const take = async () => {
    if (!patient || !item || quantity === null) return;
    const done = await accept.run({
      code: props.code,
      line: line.line,
      quantity,
      patientId: patient.patientId,
      itemId: item.itemId,
      reason: reason.trim(),
    });
    if (!done) return;
    notifyDone(t(`prescriptionSeals.claim.${done.claim}`, { number: done.number }));
    props.onDone(done.medicationRequestId);
  };
  return (
    <div className="mv-paper-take">
      <Form label={t('prescriptionSeals.takeOn')} onSubmit={() => void take()} onCancel={props.onCancel}>
        {patient ? (
          <p className="mv-desk-person">
            <strong>{patient.displayName}</strong> <span className="mv-number">{patient.number}</span>{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => setPatient(null)}>
              {t('prescriptionSeals.change')}
            </Anchor>
          </p>
        ) : (
          <PatientPicker
            label={t('prescriptionSeals.person')}
            placeholder={t('prescriptionSeals.personHint')}
            onPick={setPatient}
            autoFocus
          />
        )}
        <span className="mv-muted">{t('prescriptionSeals.nameOnPaper')}</span>
        {item ? (
          <p className="mv-desk-person">
            {item.name}{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => setItem(null)}>
              {t('prescriptionSeals.change')}
            </Anchor>
          </p>
        ) : (
          <SearchPicker<ItemRow>
            label={t('prescriptionSeals.item')}
            placeholder={t('prescriptionSeals.itemHint')}
            search={async (text) => (await call('inventory.items', { filter: text, limit: 8 })).items}
            toOption={(found) => ({ key: found.itemId, label: medicineWords(found), detail: units.count(found.usable, found.unit) })}
            onPick={setItem}
            required
          />
        )}
        <NumberUnitField
          label={t('prescriptionSeals.quantity')}
          value={quantity}
          onChange={setQuantity}
          unit={line.unit}
          min={1}
          max={props.left}
        />
        {props.needsReason && (
          <TextInput
            label={t('prescriptionSeals.reason')}
            description={t('prescriptionSeals.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
          />
        )}
        <FormActions
          save={t('prescriptionSeals.takeOnNow')}
          isDisabled={!isReady}
          isRunning={accept.isRunning}
          error={accept.error}
          onCancel={props.onCancel}
        />
      </Form>
    </div>
  );
}
