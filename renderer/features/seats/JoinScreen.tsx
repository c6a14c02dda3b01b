import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatBridge } from '../../../preload/contract/bridge.ts';
import { readPairingCode } from '../../../preload/contract/pairingCode.ts';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { Outside } from '../session/Outside.tsx';
import { useAsking } from './asking.ts';
import { FoundClinics } from './FoundClinics.tsx';
import './seats.css';

/** This computer becomes a seat of a clinic on another one: which one, and the code that proves both. */
export function JoinScreen({ seat, onBack }: { seat: SeatBridge; onBack: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState({ address: '', code: '', name: '' });
  const [isTried, setTried] = useState(false);
  const { ask, error, isRunning } = useAsking();
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const isCodeWrong = readPairingCode(typed.code) === null;
  const required = (value: string) => (isTried && value.trim() === '' ? t('seats.join.required') : null);

  const join = async () => {
    setTried(true);
    if (typed.address.trim() === '' || typed.name.trim() === '' || isCodeWrong) return focusFirstError(box.current);
    return ask(() => seat.join(typed)); // the window follows its new clinic by itself
  };
  return (
    <Outside title={t('seats.join.title')} sub={t('seats.join.lead')} isWide>
      <div ref={box} className="mv-stack">
        <FoundClinics seat={seat} chosen={typed.address} onChoose={(address) => set({ address })} />
        <Form label={t('seats.join.title')} onSubmit={() => void join()} onCancel={onBack}>
          <TextInput
            label={t('seats.join.address')}
            description={t('seats.join.addressHint')}
            value={typed.address}
            error={required(typed.address)}
            spellCheck={false}
            autoComplete="off"
            maxLength={260}
            onChange={(event) => set({ address: event.currentTarget.value })}
          />
          <TextInput
            label={t('seats.join.code')}
            description={t('seats.join.codeHint')}
            value={typed.code}
            error={isTried && isCodeWrong ? t('seats.join.codeMistyped') : null}
            classNames={{ input: 'mv-code-field' }}
            spellCheck={false}
            autoComplete="off"
            maxLength={100}
            onChange={(event) => set({ code: event.currentTarget.value })}
          />
          <TextInput
            label={t('seats.join.name')}
            description={t('seats.join.nameHint')}
            value={typed.name}
            error={required(typed.name)}
            autoComplete="off"
            maxLength={60}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <FormActions save={t('seats.join.submit')} cancel={t('seats.join.back')} error={error} isRunning={isRunning} onCancel={onBack} />
        </Form>
      </div>
    </Outside>
  );
}
