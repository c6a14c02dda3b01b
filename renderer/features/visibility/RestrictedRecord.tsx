import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { breakGlassReasonLetters } from '../../../preload/contract/visibility.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Facts, Form, Notice, Pane, SkeletonRows } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';
import { usePersonWords } from '../patients/person.ts';

/** In place of a record that is not for this user's eyes: who it is, who may see it, and the way in for an emergency. */
export function RestrictedRecord({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = usePersonWords();
  const roleWords = useRoleWords();
  const { data, error } = useQuery('sensitivity.of', { patientId });
  if (!data) return <Pane label={t('visibility.restricted.title')}>{error ? <ErrorLine error={error} /> : <SkeletonRows rows={4} />}</Pane>;
  const mayEnter = data.marks.map((mark) => [...mark.departments, ...mark.roles.map(roleWords)].join(', '));
  return (
    <Pane
      title={data.patient.displayName}
      actions={
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('visibility.restricted.close')}
        </Button>
      }
    >
      <div className="mv-stack mv-form-column">
        <Notice tone="amber" title={t('visibility.restricted.title')}>
          {t('visibility.restricted.text')}
        </Notice>
        <Facts
          facts={[
            [t('patients.columns.number'), data.patient.number],
            [t('visibility.restricted.who'), words.long(data.patient)],
            [t('visibility.restricted.for'), mayEnter.join(' · ')],
          ]}
        />
        {can('Patient.breakGlass') && data.sight === 'none' && <BreakForm patientId={patientId} onCancel={onClose} />}
      </div>
    </Pane>
  );
}

function BreakForm({ patientId, onCancel }: { patientId: string; onCancel: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('breakGlass.open');
  const minutes = useQuery('access.policy', {}).data?.breakGlassMinutes ?? '…';
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isShort = reason.trim().length < breakGlassReasonLetters;
  const open = async () => {
    setChecked(true);
    if (!isShort) await run({ patientId, reason: reason.trim() });
  };
  return (
    <Card title={t('visibility.break.title')}>
      <Form label={t('visibility.break.title')} onSubmit={() => void open()} onCancel={onCancel}>
        <p>{t('visibility.break.text', { minutes })}</p>
        <Textarea
          label={t('visibility.break.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isChecked && isShort ? t('visibility.break.short', { letters: breakGlassReasonLetters }) : null}
          maxLength={200}
          withAsterisk
          autoFocus
        />
        <ErrorLine error={error} />
        <div className="mv-actions">
          <Button type="submit" color="red" loading={isRunning}>
            {t('visibility.break.open', { minutes })}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
