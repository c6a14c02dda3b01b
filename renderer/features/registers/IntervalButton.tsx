import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterName } from '../../../preload/contract/registers.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { Form, FormActions, NumberUnitField } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** After how many days the people of a register are expected again: the facility's own choice. */
export function IntervalButton({ register }: { register: RegisterName }) {
  const { t } = useTranslation();
  const now = useQuery('registers.list', {}).data?.registers.find((one) => one.register === register);
  const { run, error, isRunning, reset } = useCommand('registers.setInterval');
  const [isOpen, setOpen] = useState(false);
  const [days, setDays] = useState<number | null>(null);
  const shown = days ?? now?.intervalDays ?? null;
  const close = () => {
    setOpen(false);
    setDays(null);
    reset();
  };
  const save = async () => {
    if (!now || shown === null) return;
    if (!(await run({ register, intervalDays: shown, version: now.version }))) return;
    notifyDone(t('registers.intervalSaved', { days: shown }));
    close();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('registers.interval')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('registers.intervalOf', { name: t(`registers.name.${register}`) })}>
        <Form label={t('registers.interval')} onSubmit={() => void save()} onCancel={close}>
          <NumberUnitField
            label={t('registers.intervalLabel')}
            description={t('registers.intervalHint', { days: now?.proposedDays ?? 0 })}
            unit={t('registers.days')}
            data-autofocus
            min={1}
            max={730}
            value={shown}
            onChange={setDays}
          />
          <FormActions save={t('registers.intervalSave')} isRunning={isRunning} error={error} onCancel={close} />
        </Form>
      </Modal>
    </>
  );
}
