import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatBridge } from '../../../preload/contract/bridge.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { useAsking } from './asking.ts';

export function ChangeAddress({ seat, address, onDone }: { seat: SeatBridge; address: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { ask, error, isRunning } = useAsking();
  const [typed, setTyped] = useState(address);
  const move = async () => {
    if (typed.trim() === '' || !(await ask(() => seat.moveTo(typed.trim())))) return;
    notifyDone(t('seats.away.changed'));
    onDone();
  };
  return (
    <Form isShort label={t('seats.away.changeTitle')} onSubmit={() => void move()} onCancel={onDone}>
      <TextInput
        label={t('seats.away.changeTitle')}
        description={t('seats.away.changeHint')}
        value={typed}
        autoFocus
        spellCheck={false}
        autoComplete="off"
        maxLength={260}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <FormActions save={t('seats.away.save')} error={error} isRunning={isRunning} isDisabled={typed.trim() === ''} onCancel={onDone} />
    </Form>
  );
}
