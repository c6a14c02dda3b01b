import { ActionIcon, Anchor, Button, SegmentedControl, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CounterRule } from '../../../preload/contract/dispensing.ts';
import type { Output } from '../../../preload/contract/index.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, FormRow, Notice, notifyDone, NumberUnitField, Pane, SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { usePatientOption } from '../patients/person.ts';
import { Coverage, FindingWords, worstFirst } from '../prescriptions/SafetyPane.tsx';
import type { CounsellingCode } from '../../../preload/contract/counselling.ts';
import { Counselling } from './Counselling.tsx';
import type { Mark } from './desk.ts';
import { HandoverResult, type HandedLine } from './HandoverResult.tsx';
import { Payment } from './Payment.tsx';
import type { Scanned } from './useDeskScan.ts';

type Item = Output<'dispensing.counterItem'>;
type Sold = { item: Item; quantity: number; directions: string; counselled: readonly CounsellingCode[]; safetyReason: string; mark: Mark };

const rules: readonly CounterRule[] = ['prescription', 'named', 'anybody'];

/** Without a prescription: what the item's rule allows, with the same check; several things in one go. */
export function CounterPane({ scanned, onClose }: { scanned: Scanned | null; onClose: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const personOption = usePatientOption();
  const dispense = useCommand('dispensing.dispense');
  const [patient, setPatient] = useState<PatientRow | null>(null);
  const [picked, setPicked] = useState<{ itemId: string | null; after: number }>({ itemId: null, after: scanned?.at ?? 0 });
  const [basket, setBasket] = useState<readonly Sold[]>([]);
  const [result, setResult] = useState<{ handoverId: string; lines: HandedLine[] } | null>(null);
  // a scan counts until something else was picked, or it was added
  const fresh = scanned && scanned.at > picked.after ? scanned.pack : null;
  const itemId = fresh ? fresh.itemId : picked.itemId;
  const setItemId = (next: string | null) => setPicked({ itemId: next, after: scanned?.at ?? 0 });
  const needsPerson = basket.some(({ item }) => item.rule === 'named') && patient === null;
  const give = async () => {
    if (basket.length === 0 || needsPerson) return;
    const answer = await dispense.run({
      ...(patient ? { patientId: patient.patientId } : {}),
      lines: basket.map(({ item, quantity, directions, counselled, safetyReason, mark }) => ({
        itemId: item.itemId,
        quantity,
        directions,
        counselled: [...counselled],
        ...(safetyReason === '' ? {} : { safetyReason }),
        ...(mark === 'none' ? {} : { payment: { mark, amount: (item.price ?? 0) * quantity } }),
      })),
    });
    if (!answer) return;
    notifyDone(t('dispensing.result.done', { count: answer.lines.length }));
    setResult({
      handoverId: answer.handoverId,
      lines: answer.lines.map((line, n) => ({
        medicine: basket[n]?.item.name ?? '',
        unit: basket[n]?.item.unit ?? '',
        handed: line.handed,
        lots: line.picks.map((pick) => pick.lotNumber),
        stillOwed: 0,
        askedUnit: '',
      })),
    });
    setBasket([]);
    setPatient(null);
  };
  return (
    <Pane
      title={t('dispensing.counter.title')}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
      foot={
        <Button disabled={basket.length === 0 || needsPerson} loading={dispense.isRunning} onClick={() => void give()}>
          {basket.length === 0 ? t('dispensing.act.nothing') : t('dispensing.act.handOverMany', { count: basket.length })}
        </Button>
      }
    >
      <div
        className="mv-stack"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) void give();
          if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        }}
      >
        <span className="mv-muted">{t('dispensing.counter.intro')}</span>
        {result && <HandoverResult {...result} onNext={() => setResult(null)} />}
        {fresh?.itemId === null && (
          <Notice tone="red" isLive>
            {t('dispensing.scan.unknownPack', { gtin: fresh.gtin })}
          </Notice>
        )}
        {patient ? (
          <p className="mv-desk-person">
            <strong>{patient.displayName}</strong> <span className="mv-number">{patient.number}</span>{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => setPatient(null)}>
              {t('dispensing.counter.change')}
            </Anchor>
          </p>
        ) : (
          <SearchPicker<PatientRow>
            label={t('dispensing.counter.person')}
            description={t('dispensing.counter.personOptional')}
            placeholder={t('dispensing.counter.personHint')}
            search={async (text) => (await call('patients.search', { text, limit: 8 })).patients}
            toOption={personOption}
            onPick={setPatient}
            error={needsPerson && t('dispensing.counter.personNeeded')}
          />
        )}
        <SearchPicker<ItemRow>
          label={t('dispensing.counter.item')}
          placeholder={t('dispensing.counter.itemHint')}
          search={async (text) => (await call('inventory.items', { filter: text, limit: 8 })).items}
          toOption={(item) => ({ key: item.itemId, label: medicineWords(item), detail: units.count(item.usable, item.unit) })}
          onPick={(item) => setItemId(item.itemId)}
          clearOnPick
          autoFocus
        />
        {itemId !== null && (
          <OneItem
            key={itemId}
            itemId={itemId}
            patient={patient}
            onAdd={(sold) => {
              setBasket([...basket.filter((one) => one.item.itemId !== sold.item.itemId), sold]);
              setItemId(null);
              setResult(null);
            }}
          />
        )}
        <ErrorLine error={dispense.error} />
        {basket.length > 0 && (
          <Card title={t('dispensing.counter.basket')}>
            <ul className="mv-list">
              {basket.map(({ item, quantity }) => (
                <li key={item.itemId} className="mv-desk-person">
                  {t('dispensing.result.line', { quantity: units.count(quantity, item.unit), medicine: item.name })}{' '}
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('dispensing.counter.remove', { name: item.name })}
                    onClick={() => setBasket(basket.filter((one) => one.item.itemId !== item.itemId))}
                  >
                    <X size={14} aria-hidden="true" />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Pane>
  );
}

function OneItem({ itemId, patient, onAdd }: { itemId: string; patient: PatientRow | null; onAdd: (sold: Sold) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const found = useQuery('dispensing.counterItem', { itemId, ...(patient ? { patientId: patient.patientId } : {}) });
  const setRule = useCommand('dispensing.setCounterRule');
  const [quantity, setQuantity] = useState<number | null>(null);
  const [directions, setDirections] = useState('');
  const [counselled, setCounselled] = useState<readonly CounsellingCode[]>([]);
  const [safetyReason, setSafetyReason] = useState('');
  const [mark, setMark] = useState<Mark>('none');
  const [isChecked, setChecked] = useState(false);
  const item = found.data;
  if (!item) return <ErrorLine error={found.error} />;
  const findings = worstFirst(item.safety.findings).filter(({ severity }) => severity !== 'information');
  const isStopped = findings.some(({ severity }) => severity === 'stop');
  const isQuantityWrong = quantity === null || quantity < 1 || quantity > item.proposal.available;
  const add = () => {
    setChecked(true);
    if (isQuantityWrong || quantity === null || directions.trim() === '' || (isStopped && safetyReason.trim().length < 3)) return;
    onAdd({ item, quantity, directions: directions.trim(), counselled, safetyReason: isStopped ? safetyReason.trim() : '', mark });
  };
  return (
    <Card title={item.name}>
      <div className="mv-stack">
        {item.isControlled ? (
          <Notice tone="red">{t('dispensing.counter.controlled')}</Notice>
        ) : can('InventoryItem.update') ? (
          <div className="mv-desk-pay">
            <span>{t('dispensing.counter.rule')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('dispensing.counter.rule')}
              data={rules.map((value) => ({ value, label: t(`dispensing.counter.rules.${value}`) }))}
              value={item.rule}
              onChange={async (next) => {
                const rule = rules.find((one) => one === next);
                if (rule && (await setRule.run({ itemId, rule }))) notifyDone(t('dispensing.counter.ruleChanged'));
              }}
            />
          </div>
        ) : null}
        <ErrorLine error={setRule.error} />
        {item.rule === 'prescription' ? (
          !item.isControlled && <Notice tone="amber">{t('dispensing.counter.refused', { name: item.name })}</Notice>
        ) : (
          <>
            {patient === null && (
              <Notice tone={item.rule === 'named' ? 'amber' : 'blue'}>
                {t(item.rule === 'named' ? 'dispensing.counter.personNeeded' : 'dispensing.counter.nobody')}
              </Notice>
            )}
            {findings.length > 0 && (
              <ul className="mv-findings" aria-label={t('safety.findings', { count: findings.length })}>
                {findings.map((finding) => (
                  <li key={finding.cause} className="mv-finding" data-severity={finding.severity}>
                    <FindingWords finding={finding} />
                  </li>
                ))}
              </ul>
            )}
            <Coverage answer={item.safety} isClosed />
            {isStopped && (
              <TextInput
                label={t('dispensing.line.safetyReason')}
                description={t('dispensing.line.safetyReasonHint')}
                value={safetyReason}
                onChange={(event) => setSafetyReason(event.currentTarget.value)}
                error={isChecked && safetyReason.trim().length < 3 && t('dispensing.line.needSafetyReason')}
                maxLength={200}
                withAsterisk
              />
            )}
            <FormRow>
              <NumberUnitField
                label={t('prescriptions.dispense.quantity')}
                description={t('prescriptions.prescribe.inStock', { quantity: format.number(item.proposal.available) })}
                unit={units.many(item.unit)}
                value={quantity}
                onChange={setQuantity}
                min={1}
                error={
                  isChecked &&
                  isQuantityWrong &&
                  (quantity === null || quantity < 1
                    ? t('dispensing.counter.needQuantity')
                    : t('dispensing.counter.tooFew', { available: units.count(item.proposal.available, item.unit) }))
                }
                autoFocus
                withAsterisk
              />
              <TextInput
                label={t('dispensing.counter.directions')}
                description={t('dispensing.counter.directionsHint')}
                value={directions}
                onChange={(event) => setDirections(event.currentTarget.value)}
                error={isChecked && directions.trim() === '' && t('dispensing.counter.needDirections')}
                maxLength={400}
                withAsterisk
              />
            </FormRow>
            {item.counselling.length > 0 && <Counselling codes={item.counselling} ticked={counselled} onChange={setCounselled} />}
            <Payment
              amount={item.price === null || quantity === null ? null : item.price * quantity}
              currency={item.currency}
              mark={mark}
              onChange={setMark}
            />
            <div className="mv-actions">
              <Button variant="default" onClick={add}>
                {t('dispensing.counter.add')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
