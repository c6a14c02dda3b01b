import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VitalSign } from '../../../preload/contract/encounters.ts';
import { vitalSigns } from '../../../preload/contract/encounters.ts';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { focusFirstError, Form } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { FindingInputs, type Seen, toFindings } from '../observations/FindingInputs.tsx';
import { monthsOfAge } from '../observations/monthsOfAge.ts';
import { latestOfEach, unitWords } from '../patients/latest.ts';
import '../observations/observations.css';
import { fieldsFor, readVital, readVitals, signsOf, type TypedVitals, typedUnit, type VitalField } from './vitalsForm.ts';

/** Typed with any unit, read back at once, asked about when unlikely. */
export function VitalsCard({ encounterId, chart }: { encounterId: string; chart: Chart }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('encounters.recordVitals');
  const format = useFormat();
  const ageMonths = monthsOfAge(chart.patient, format.today);
  const fields = useMemo(() => fieldsFor(ageMonths), [ageMonths]);
  const [typed, setTyped] = useState<TypedVitals>({});
  const [seen, setSeen] = useState<Seen>({});
  const findings = toFindings(seen);
  const [confirmed, setConfirmed] = useState<readonly VitalField[]>([]);
  const [isTried, setTried] = useState(false);
  const read = readVitals(typed);
  // what the facility finds unlikely for this very child comes back with its refusal
  const refused =
    error?.code === 'observation.implausible' && error.data['canConfirm'] === true ? (error.data['signs'] as readonly string[]) : [];
  const ask = fields.filter((field) => read.ask.includes(field) || signsOf(field).some((sign) => refused.includes(sign)));
  const toAsk = ask.filter((field) => !confirmed.includes(field));

  const change = (field: VitalField, text: string) => {
    setTyped((before) => ({ ...before, [field]: text }));
    setConfirmed((before) => before.filter((one) => one !== field));
    reset();
  };
  const save = async () => {
    setTried(true);
    if (read.values.length + findings.length === 0 || read.wrong.length > 0 || toAsk.length > 0) return focusFirstError(box.current);
    const answer = await run({ encounterId, values: read.values, findings, confirmed: confirmed.flatMap(signsOf) });
    if (!answer) return undefined;
    setTyped({});
    setSeen({});
    setConfirmed([]);
    setTried(false);
    return notifyDone(t('encounters.vitals.done'));
  };

  return (
    <Card title={t('encounters.vitals.title')}>
      <div ref={box}>
        <Form label={t('encounters.vitals.title')} onSubmit={() => void save()}>
          <div className="mv-vitals">
            {fields.map((field) => (
              <VitalInput
                key={field}
                field={field}
                text={typed[field] ?? ''}
                chart={chart}
                isStrict={isTried}
                onText={(text) => change(field, text)}
              />
            ))}
          </div>
          <FindingInputs ageMonths={ageMonths} seen={seen} onSeen={setSeen} />
          {isTried && read.values.length + findings.length === 0 && read.wrong.length === 0 && (
            <Notice tone="amber">{t('encounters.vitals.nothing')}</Notice>
          )}
          {ask.map((field) => (
            <Notice key={field} tone="amber" isLive title={t('encounters.vitals.ask', { shown: shownOf(field, typed) })}>
              <Checkbox
                label={t('encounters.vitals.confirm')}
                checked={confirmed.includes(field)}
                onChange={(event) => {
                  const isRight = event.currentTarget.checked;
                  setConfirmed((before) => (isRight ? [...before, field] : before.filter((one) => one !== field)));
                }}
              />
            </Notice>
          ))}
          <ErrorLine error={refused.length > 0 ? null : error} />
          <div className="mv-vitals-foot">
            <Button type="submit" loading={isRunning}>
              {t('encounters.vitals.save')}
            </Button>
            <small className="mv-muted">{t('encounters.vitals.hint')}</small>
          </div>
        </Form>
      </div>
    </Card>
  );
}

function VitalInput(props: { field: VitalField; text: string; chart: Chart; isStrict: boolean; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const [isLeft, setLeft] = useState(false);
  const read = readVital(props.field, props.text);
  const last = useLastShown(props.field, props.chart);
  const why = read.state === 'wrong' && (isLeft || props.isStrict) ? read.unread : null;
  const shown = read.state === 'read' ? shownOf(props.field, { [props.field]: props.text }) : last;
  return (
    <TextInput
      label={props.field === 'blood-pressure' ? t('encounters.vitals.pressure') : t(`encounters.vitals.sign.${props.field}`)}
      description={shown || '\u00a0'}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      value={props.text}
      onChange={(event) => {
        setLeft(false);
        props.onText(event.currentTarget.value);
      }}
      onBlur={() => setLeft(true)}
      error={why ? t(`encounters.vitals.wrong.${why.reason}`, { units: why.units.map(typedUnit).join(', ') }) : null}
    />
  );
}

function shownOf(field: VitalField, typed: TypedVitals): string {
  const read = readVital(field, typed[field] ?? '');
  if (read.state !== 'read') return '';
  const shown = read.measures.flatMap((measure) => (measure.ok ? [measure.shown] : []));
  return shown.length === 2 ? `${shown[0]?.replace(/ mmHg.*/, '')}/${shown[1]}` : shown.join('');
}

/** What was measured last time, to compare with what is being typed. */
function useLastShown(field: VitalField, chart: Chart): string {
  const { t } = useTranslation();
  const format = useFormat();
  const latest = latestOfEach(chart.observations);
  const of = (sign: VitalSign) => latest.find((observation) => observation.code === vitalSigns[sign].loinc);
  const found = signsOf(field).map(of);
  const [first] = found;
  if (!first) return '';
  const value = found.map((observation) => (observation ? format.measure(observation.value) : '?')).join('/');
  return t('encounters.vitals.last', { value: `${value} ${unitWords(first.unit)}` });
}
