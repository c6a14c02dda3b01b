import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

export function PortForm({ sharing, onDone }: { sharing: Output<'seats.sharing'>; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('seats.setSharing');
  const [port, setPort] = useState(String(sharing.port));
  const [hostName, setHostName] = useState(sharing.hostName);
  const isPortWrong = !/^\d{4,5}$/.test(port) || Number(port) < 1024 || Number(port) > 65_535;
  const isNameWrong = !/^[a-z0-9.-]*$/.test(hostName.trim().toLowerCase());
  const save = async () => {
    if (isPortWrong || isNameWrong) return;
    const { isOn, version } = sharing;
    if (!(await run({ isOn, port: Number(port), hostName: hostName.trim().toLowerCase(), version }))) return;
    notifyDone(t('seats.sharing.saved'));
    onDone();
  };
  return (
    <Form label={t('seats.sharing.settings')} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <TextInput
          label={t('seats.sharing.port')}
          value={port}
          inputMode="numeric"
          maxLength={5}
          autoFocus
          error={isPortWrong ? t('seats.sharing.wrongPort') : null}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
        <TextInput
          label={t('seats.sharing.hostName')}
          description={t('seats.sharing.hostNameHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={hostName}
          maxLength={253}
          spellCheck={false}
          error={isNameWrong ? t('seats.sharing.wrongName') : null}
          onChange={(event) => setHostName(event.currentTarget.value)}
        />
      </FormRow>
      <FormActions error={error} isRunning={isRunning} isDisabled={isPortWrong || isNameWrong} onCancel={onDone} />
    </Form>
  );
}
