import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import type { Pregnancy } from './PregnancyCard.tsx';

/** Last period and first scan; which of them counts is worked out. */
export function DatesForm({ patientId, pregnancy, onDone }: { patientId: string; pregnancy: Pregnancy | null; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const record = useCommand('pregnancies.record');
  const amend = useCommand('pregnancies.amend');
  const scan = pregnancy?.ultrasound ?? null;
  const [lastPeriod, setLastPeriod] = useState(pregnancy?.lastPeriod ?? '');
  const [scanDay, setScanDay] = useState(scan?.day ?? '');
  const [weeks, setWeeks] = useState(scan ? `${Math.floor(scan.gestationDays / 7)}` : '');
  const [days, setDays] = useState(scan ? `${scan.gestationDays % 7}` : '');
  const [isTried, setTried] = useState(false);
  const gestationDays = /^\d{1,2}$/.test(weeks) && /^[0-6]?$/.test(days) ? Number(weeks) * 7 + Number(days || 0) : null;
  const isScanHalf = (scanDay === '') !== (weeks === '') || (weeks !== '' && (gestationDays === null || gestationDays < 28 || gestationDays > 308));
  const isMissing = (lastPeriod === '' && scanDay === '') || isScanHalf;
  const save = async () => {
    setTried(true);
    if (isMissing) return;
    const dates = {
      lastPeriod: lastPeriod === '' ? null : lastPeriod,
      ultrasound: scanDay === '' || gestationDays === null ? null : { day: scanDay, gestationDays },
    };
    const answer = pregnancy
      ? await amend.run({ pregnancyId: pregnancy.pregnancyId, version: pregnancy.version, ...dates })
      : await record.run({ patientId, ...dates });
    if (!answer) return;
    const now = await call('pregnancies.current', { patientId });
    notifyDone(t('pregnancies.form.saved', { day: now.pregnancy ? format.day(now.pregnancy.edd) : '' }));
    onDone();
  };
  return (
    <Form label={t('pregnancies.form.title')} onSubmit={() => void save()} onCancel={onDone}>
      <TextInput type="date" label={t('pregnancies.form.lastPeriod')} value={lastPeriod} max={format.today} onChange={(event) => setLastPeriod(event.currentTarget.value)} autoFocus />
      <FormRow>
        <TextInput type="date" label={t('pregnancies.form.scanDay')} value={scanDay} max={format.today} onChange={(event) => setScanDay(event.currentTarget.value)} />
        <TextInput inputMode="numeric" label={t('pregnancies.form.weeks')} value={weeks} onChange={(event) => setWeeks(event.currentTarget.value.trim())} autoComplete="off" />
        <TextInput inputMode="numeric" label={t('pregnancies.form.days')} value={days} onChange={(event) => setDays(event.currentTarget.value.trim())} autoComplete="off" />
      </FormRow>
      {isTried && isMissing && <Notice tone="amber" isLive>{t('pregnancies.form.needOne')}</Notice>}
      <FormActions save={t('pregnancies.form.save')} isRunning={record.isRunning || amend.isRunning} error={record.error ?? amend.error} onCancel={onDone} />
    </Form>
  );
} // prettier-ignore
