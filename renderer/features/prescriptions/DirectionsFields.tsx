import { Button, Checkbox, Chip, NumberInput, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Dosage, doseMoments, doseRoutes, type DoseStep, doseUnits, type DoseUnit } from '../../../preload/contract/dosage.ts';
import { FormRow } from '../../ui/index.ts';

type Timing = DoseStep['timing'];
const often: Readonly<Record<string, Timing>> = {
  'd-1': { frequency: 1, period: 1, periodUnit: 'd' },
  'd-2': { frequency: 2, period: 1, periodUnit: 'd' },
  'd-3': { frequency: 3, period: 1, periodUnit: 'd' },
  'd-4': { frequency: 4, period: 1, periodUnit: 'd' },
  'h-4': { frequency: 1, period: 4, periodUnit: 'h' },
  'h-6': { frequency: 1, period: 6, periodUnit: 'h' },
  'h-8': { frequency: 1, period: 8, periodUnit: 'h' },
  'h-12': { frequency: 1, period: 12, periodUnit: 'h' },
  other: { frequency: 1, period: 2, periodUnit: 'd' },
  week: { frequency: 1, period: 1, periodUnit: 'wk' },
  month: { frequency: 1, period: 1, periodUnit: 'mo' },
};

const newStep = (unit: string): DoseStep => ({
  dose: 1,
  unit: doseUnits.find((one) => one === `{${unit}}`) ?? 'mg',
  timing: { frequency: 1, period: 1, periodUnit: 'd' },
  when: [],
  asNeeded: null,
  mostPerDay: null,
  days: null,
});

/** Dose, route, how often, when, how long, only when needed, and what comes after: the same as the line says. */
export function DirectionsFields(props: { dosage: Dosage | null; unit: string; onChange: (dosage: Dosage) => void }) {
  const { t } = useTranslation();
  const dosage = props.dosage ?? { route: null, steps: [newStep(props.unit)], note: '' };
  const change = (changed: Partial<Dosage>) => props.onChange({ ...dosage, ...changed });
  const steps = dosage.steps;
  return (
    <fieldset className="mv-directions-fields" aria-label={t('prescribing.field.group')}>
      <FormRow>
        <Select
          label={t('prescribing.field.route')}
          data={[
            { value: '', label: t('prescribing.field.routeNone') },
            ...doseRoutes.map((value) => ({ value, label: t(`prescribing.field.routes.${value}`) })),
          ]}
          value={dosage.route ?? ''}
          onChange={(route) => change({ route: doseRoutes.find((one) => one === route) ?? null })}
          allowDeselect={false}
        />
        <TextInput
          label={t('prescribing.field.note')}
          value={dosage.note}
          onChange={(event) => change({ note: event.currentTarget.value.replaceAll(';', ',').slice(0, 180) })}
        />
      </FormRow>
      {steps.map((step, at) => (
        <StepFields
          key={at}
          step={step}
          number={at + 1}
          isOnly={steps.length === 1}
          onChange={(next) => change({ steps: steps.map((one, other) => (other === at ? next : one)) })}
          onRemove={() => change({ steps: steps.filter((_, other) => other !== at) })}
        />
      ))}
      {steps.length < 12 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Plus size={14} aria-hidden="true" />}
          onClick={() => {
            const last = steps.at(-1) ?? newStep(props.unit);
            change({ steps: [...steps.slice(0, -1), { ...last, days: last.days ?? 5 }, { ...last, days: null }] });
          }}
        >
          {t('prescribing.field.addStep')}
        </Button>
      )}
    </fieldset>
  );
}

function StepFields(props: { step: DoseStep; number: number; isOnly: boolean; onChange: (step: DoseStep) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const { step, number } = props;
  const change = (changed: Partial<DoseStep>) => props.onChange({ ...step, ...changed });
  const words = (key: string): string => {
    const [kind, count] = key.split('-');
    if (kind === 'd') return t('prescribing.field.timesDay', { count: Number(count) });
    if (kind === 'h') return t('prescribing.field.everyHours', { count: Number(count) });
    return t(
      key === 'other' ? 'prescribing.field.everyOtherDay' : key === 'week' ? 'prescribing.field.weekly' : 'prescribing.field.monthly',
    );
  };
  const chosen = step.timing === null ? 'none' : (keyOf(step.timing) ?? 'typed');
  return (
    <div className="mv-step" role="group" aria-label={t('prescribing.field.step', { number })}>
      {!props.isOnly && (
        <div className="mv-step-head">
          <strong>{t('prescribing.field.step', { number })}</strong>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('prescribing.field.removeStep', { number })}
            onClick={props.onRemove}
          >
            <X size={14} aria-hidden="true" />
          </Button>
        </div>
      )}
      <FormRow>
        <NumberInput
          label={t('prescribing.field.dose')}
          value={step.dose}
          onChange={(next) => typeof next === 'number' && next > 0 && change({ dose: next })}
          min={0}
          max={100_000}
          decimalScale={3}
        />
        <Select
          label={t('prescribing.field.unit')}
          data={doseUnits.map((value) => ({ value, label: t(`prescribing.field.units.${value}`) }))}
          value={step.unit}
          onChange={(unit) => change({ unit: (doseUnits.find((one) => one === unit) ?? step.unit) satisfies DoseUnit })}
          allowDeselect={false}
        />
        <Select
          label={t('prescribing.field.often')}
          data={[
            ...Object.keys(often).map((value) => ({ value, label: words(value) })),
            { value: 'none', label: t(step.asNeeded === null ? 'prescribing.field.stat' : 'prescribing.field.open') },
            ...(chosen === 'typed' ? [{ value: 'typed', label: t('prescribing.field.asTyped') }] : []),
          ]}
          value={chosen}
          onChange={(key) => key !== null && key !== 'typed' && change({ timing: key === 'none' ? null : (often[key] ?? step.timing) })}
          allowDeselect={false}
        />
        <NumberInput
          label={t('prescribing.field.days')}
          placeholder={t('prescribing.field.daysHint')}
          value={step.days ?? ''}
          onChange={(next) => change({ days: typeof next === 'number' && next >= 1 ? Math.floor(next) : null })}
          min={1}
          max={1100}
          decimalScale={0}
        />
      </FormRow>
      <div role="group" aria-label={t('prescribing.field.when')} className="mv-moments">
        {doseMoments.map((moment) => (
          <Chip
            key={moment}
            size="xs"
            checked={step.when.includes(moment)}
            onChange={(isOn) =>
              change({ when: doseMoments.filter((one) => (one === moment ? isOn : step.when.includes(one))).slice(0, 6) })
            }
          >
            {t(`prescribing.field.moment.${moment}`)}
          </Chip>
        ))}
      </div>
      <FormRow>
        <Checkbox
          label={t('prescribing.field.needed')}
          checked={step.asNeeded !== null}
          onChange={(event) => change({ asNeeded: event.currentTarget.checked ? '' : null, mostPerDay: null })}
        />
        {step.asNeeded !== null && (
          <>
            <TextInput
              label={t('prescribing.field.neededFor')}
              value={step.asNeeded}
              onChange={(event) => change({ asNeeded: event.currentTarget.value.replaceAll(/[";]/gu, '').slice(0, 180) })}
            />
            <NumberInput
              label={t('prescribing.field.most')}
              value={step.mostPerDay ?? ''}
              onChange={(next) => change({ mostPerDay: typeof next === 'number' && next > 0 ? next : null })}
              min={0}
              max={1_000_000}
              decimalScale={3}
            />
          </>
        )}
      </FormRow>
    </div>
  );
}

function keyOf(timing: NonNullable<Timing>): string | undefined {
  return Object.entries(often).find(([, one]) => JSON.stringify(one) === JSON.stringify(timing))?.[0];
}
