import { Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, focusFirstError, Form, FormActions, FormRow, NumberUnitField, notifyDone } from '../../ui/index.ts';
import type { Lot } from './Lots.tsx';
import { MovedOnField } from './MovedOnField.tsx';
import { useUnits } from './words.ts';

export type LotAct = 'move' | 'ward' | 'return' | 'hold' | 'release';

/** What is done with one lot at one place: moved, used up by a department, brought back by a patient, put on hold or released. */
export function LotActForm(props: { act: LotAct; item: ItemRow; lot: Lot; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { act, item, lot, onDone } = props;
  const body = useRef<HTMLDivElement>(null);
  const isHold = act === 'hold' || act === 'release';
  const places = useQuery('inventory.locations', {}, { enabled: act === 'move' || act === 'ward' });
  const command = useLotAct();
  const free = Math.max(0, lot.onHand - lot.reserved);
  const most = act === 'return' ? 10_000_000 : free;
  const [quantity, setQuantity] = useState<number | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [movedOn, setMovedOn] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);

  const choices =
    act === 'ward'
      ? (places.data?.departments ?? []).map(({ departmentId, name }) => ({ value: departmentId, label: name }))
      : (places.data?.locations ?? [])
          .filter((place) => place.isActive && place.locationId !== lot.locationId)
          .map(({ locationId, name }) => ({ value: locationId, label: name }));
  const isTargeted = act === 'move' || act === 'ward';
  const isNoteNeeded = isHold || act === 'return';
  const wrong = {
    quantity: !isHold && (quantity === null || quantity < 1 || quantity > most),
    to: isTargeted && to === null,
    note: isNoteNeeded && note.trim().length < 3,
  };
  const words = units.count(quantity ?? 0, item.unit);
  const save = async () => {
    setChecked(true);
    if (wrong.quantity || wrong.to || wrong.note) return focusFirstError(body.current);
    const answer = await command.run({ act, lot, quantity: quantity ?? 0, to: to ?? '', note: note.trim(), movedOn });
    if (!answer) return;
    notifyDone(
      t(`ledger.done.${act}`, { quantity: words, lot: lot.lotNumber, onHand: 'onHand' in answer ? format.number(answer.onHand) : '' }),
    );
    onDone();
  };
  const title = t(`ledger.title.${act}`, { lot: lot.lotNumber });
  return (
    <Card title={title}>
      <Form label={title} onSubmit={() => void save()} onCancel={onDone}>
        <div ref={body} className="mv-form">
          <span className="mv-muted">{t(`ledger.help.${act}`)}</span>
          {!isHold && (
            <FormRow>
              <NumberUnitField
                label={t('ledger.quantity')}
                unit={units.many(item.unit)}
                value={quantity}
                onChange={setQuantity}
                min={1}
                error={isChecked && wrong.quantity && t('ledger.needQuantity', { most: units.count(most, item.unit) })}
                autoFocus
                withAsterisk
              />
              {isTargeted && (
                <Select
                  label={t(act === 'ward' ? 'ledger.department' : 'ledger.to')}
                  description={
                    places.data && choices.length === 0 ? t(act === 'ward' ? 'ledger.noDepartment' : 'ledger.onlyPlace') : undefined
                  }
                  data={choices}
                  value={to}
                  onChange={setTo}
                  error={isChecked && wrong.to && t(act === 'ward' ? 'ledger.needDepartment' : 'ledger.needTo')}
                  withAsterisk
                />
              )}
            </FormRow>
          )}
          <TextInput
            label={t(isNoteNeeded ? 'ledger.noteWhy' : 'ledger.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={isChecked && wrong.note && t('ledger.needNote')}
            maxLength={200}
            autoFocus={isHold}
            withAsterisk={isNoteNeeded}
          />
          {!isHold && <MovedOnField lotId={lot.lotId} value={movedOn} onChange={setMovedOn} />}
          <FormActions
            save={t(`ledger.save.${act}`, { quantity: quantity === null ? '' : words })}
            error={command.error}
            isRunning={command.isRunning}
            onCancel={onDone}
          />
        </div>
      </Form>
    </Card>
  );
}

type Asked = { act: LotAct; lot: Lot; quantity: number; to: string; note: string; movedOn: string | null };

/** Each act is a command of its own; the form is one. */
function useLotAct() {
  const move = useCommand('inventory.moveLot');
  const ward = useCommand('inventory.issueToWard');
  const back = useCommand('inventory.returnFromPatient');
  const hold = useCommand('inventory.holdLot');
  const release = useCommand('inventory.releaseLot');
  const all = [move, ward, back, hold, release];
  const run = ({ act, lot, quantity, to, note, movedOn }: Asked) => {
    const { lotId, locationId } = lot;
    const day = movedOn === null ? {} : { movedOn };
    if (act === 'move') return move.run({ lotId, locationId, quantity, to, note, ...day });
    if (act === 'ward') return ward.run({ lotId, locationId, quantity, departmentId: to, note, ...day });
    if (act === 'return') return back.run({ lotId, quantity, note, ...day });
    return act === 'hold' ? hold.run({ lotId, reason: note }) : release.run({ lotId, reason: note });
  };
  return { run, error: all.find((one) => one.error)?.error, isRunning: all.some((one) => one.isRunning) };
}
