import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { Form, FormActions, notifyDone } from '../../ui/index.ts';

/** Joined by stick, and now there is a line; or the hub has moved. Numbers and cursor go on there. */
export function AddressForm() {
  const { t } = useTranslation();
  const seeds = useQuery('seeds.status', {}).data;
  const { run, error, isRunning } = useCommand('network.moveTo');
  const [isOpen, setOpen] = useState(false);
  const [hubUrl, setHubUrl] = useState('');
  if (!seeds) return null;
  const move = async () => {
    if (!(await run({ hubUrl: hubUrl.trim() }))) return;
    notifyDone(t('network.hub.moved'));
    setOpen(false);
  };
  if (!isOpen)
    return (
      <div className="mv-stack">
        {!seeds.hasAddress && <span className="mv-muted">{t('network.hub.byStickOnly')}</span>}
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t(seeds.hasAddress ? 'network.hub.move' : 'network.hub.giveAddress')}
          </Button>
        </div>
      </div>
    );
  return (
    <Form label={t('network.enrol.hubUrl')} onSubmit={() => void move()} onCancel={() => setOpen(false)}>
      <TextInput
        label={t('network.enrol.hubUrl')}
        description={t('network.enrol.hubUrlHint')}
        value={hubUrl}
        onChange={(event) => setHubUrl(event.currentTarget.value)}
        inputMode="url"
        autoFocus
        autoComplete="off"
        spellCheck={false}
      />
      <FormActions error={error} isRunning={isRunning} onCancel={() => setOpen(false)} />
    </Form>
  );
}
