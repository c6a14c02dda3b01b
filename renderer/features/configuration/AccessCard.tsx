import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { Card, ErrorLine, Form, FormActions, notifyDone, NumberUnitField, SkeletonRows } from '../../ui/index.ts';

/** How long a restricted record stays open once somebody broke the glass. */
export function AccessCard() {
  const { t } = useTranslation();
  const { data, error } = useQuery('access.policy', {});
  return (
    <Card title={t('configuration.access.title')}>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows rows={2} />}
      {data && <AccessForm key={data.version} policy={data} />}
    </Card>
  );
}

function AccessForm({ policy }: { policy: Output<'access.policy'> }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('access.amendPolicy');
  const [minutes, setMinutes] = useState<number | null>(policy.breakGlassMinutes);
  const [reason, setReason] = useState('');
  const isChanged = minutes !== policy.breakGlassMinutes;
  const save = async () => {
    if (minutes === null || !isChanged) return;
    if (await run({ breakGlassMinutes: minutes, version: policy.version, reason: reason.trim() }))
      notifyDone(t('configuration.access.saved'));
  };
  const undo = () => {
    setMinutes(policy.breakGlassMinutes);
    setReason('');
  };
  return (
    <Form label={t('configuration.access.title')} onSubmit={() => void save()}>
      <NumberUnitField
        label={t('configuration.access.minutes')}
        unit={t('configuration.access.unit')}
        min={5}
        max={480}
        value={minutes}
        onChange={setMinutes}
      />
      {isChanged && (
        <>
          <TextInput
            label={t('configuration.access.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={200}
          />
          <FormActions isDisabled={minutes === null} error={error} isRunning={isRunning} onCancel={undo} />
        </>
      )}
    </Form>
  );
}
