import { Button, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Pane } from '../../ui/Page.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import { nextFree, parseTime, takenBy } from './time.ts';

type Mistakes = Partial<Record<'patient' | 'practitioner' | 'time', string>>;
const lengths = [10, 15, 20, 30, 45, 60];

export function BookPane(props: { day: string; practitionerId: string | null; onDone: (day: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning } = useCommand('appointments.book');
  const [patient, setPatient] = useState<PatientRow | null>(null);
  const [day, setDay] = useState(props.day < format.today ? format.today : props.day);
  const [time, setTime] = useState('');
  const [minutes, setMinutes] = useState(15);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<Mistakes>({});
  const that = useQuery('appointments.forDay', { day });
  const practitioners = that.data?.practitioners ?? [];
  const [chosenId, setChosenId] = useState(props.practitionerId);
  const practitionerId = chosenId ?? (practitioners.length === 1 ? (practitioners[0]?.practitionerId ?? null) : null);

  const others = that.data?.appointments ?? [];
  const clock = parseTime(time);
  const startAt = clock ? format.toInstant(day, clock) : null;
  const inTheWay = startAt && practitionerId ? takenBy(others, practitionerId, startAt, minutes) : undefined;
  const opens = format.toInstant(day, '08:00');
  const nowIso = new Date(format.now).toISOString();
  // Whoever still works in the evening books there.
  const closes = format.toInstant(day, nowIso < format.toInstant(day, '17:00') ? '18:00' : '23:55');
  const free = practitionerId ? nextFree(others, practitionerId, opens > nowIso ? opens : nowIso, closes, minutes) : null;

  const book = async () => {
    const mistakes: Mistakes = {
      ...(patient ? {} : { patient: t('appointments.form.wrong.patient') }),
      ...(practitionerId ? {} : { practitioner: t('appointments.form.wrong.practitioner') }),
      ...(startAt ? {} : { time: t('appointments.form.wrong.time') }),
    };
    setWrong(mistakes);
    if (!patient || !practitionerId || !startAt) return focusFirstError(box.current);
    const answer = await run({ patientId: patient.patientId, practitionerId, startAt, minutes, reason: reason.trim() });
    if (!answer) return undefined;
    notifyDone(t('appointments.form.done', { time: format.instant(startAt) }));
    return props.onDone(day);
  };

  return (
    <Pane title={t('appointments.form.title')}>
      <div ref={box} className="mv-form-column">
        <Form label={t('appointments.form.title')} onSubmit={() => void book()} onCancel={props.onCancel}>
          <PatientPicker
            label={t('appointments.form.patient')}
            placeholder={t('appointments.form.patientHint')}
            autoFocus
            onPick={setPatient}
            onText={() => setPatient(null)}
            error={wrong.patient}
          />
          <FormRow>
            <Select
              label={t('appointments.form.practitioner')}
              withAsterisk
              value={practitionerId}
              onChange={setChosenId}
              error={wrong.practitioner}
              data={practitioners.map((one) => ({ value: one.practitionerId, label: one.name }))}
            />
            <DateInput
              label={t('appointments.form.day')}
              value={day}
              minDate={format.today}
              valueFormat="ddd D MMM YYYY"
              onChange={(next) => {
                if (next) setDay(next);
              }}
            />
          </FormRow>
          <FormRow>
            <TextInput
              label={t('appointments.form.time')}
              withAsterisk
              placeholder={t('appointments.form.timeExample')}
              inputMode="numeric"
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
              onBlur={() => setTime(clock ?? time)}
              error={wrong.time ?? (inTheWay ? t('appointments.form.taken', { name: inTheWay.patient.displayName }) : null)}
            />
            <Select
              label={t('appointments.form.minutes')}
              value={String(minutes)}
              onChange={(next) => setMinutes(Number(next ?? 15))}
              data={lengths.map((count) => ({ value: String(count), label: t('appointments.form.minutesOf', { count }) }))}
            />
          </FormRow>
          {free && (
            <div>
              <Button variant="light" size="compact-sm" onClick={() => setTime(format.time(free))}>
                {t('appointments.form.nextFree', { time: format.time(free) })}
              </Button>
            </div>
          )}
          <TextInput label={t('appointments.form.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <FormActions save={t('appointments.form.submit')} error={error} isRunning={isRunning} onCancel={props.onCancel} />
        </Form>
      </div>
    </Pane>
  );
}
