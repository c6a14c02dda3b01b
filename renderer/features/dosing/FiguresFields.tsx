import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { FormRow } from '../../ui/index.ts';
import type { ReadFigures, TypedFigures } from './figures.ts';

export type FiguresFieldsProps = {
  typed: TypedFigures;
  read: ReadFigures;
  known: Output<'dosing.facts'> | undefined;
  onChange: (change: Partial<TypedFigures>) => void;
};

/** Age, sex, weight, height, creatinine: from the record where a patient is chosen, and typed over where they are not right any more. */
export function FiguresFields({ typed, read, known, onChange }: FiguresFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const measured = (at: string | null | undefined, own: string | null) =>
    own ? t('dosing.read', { value: own }) : at ? t('dosing.recorded', { day: format.day(at.slice(0, 10)) }) : undefined;
  return (
    <div className="mv-dose" role="group" aria-label={t('dosing.figures')}>
      <FormRow>
        <TextInput
          label={t('dosing.age')}
          placeholder={t('dosing.ageHint')}
          value={typed.birth}
          onChange={(event) => onChange({ birth: event.currentTarget.value })}
          error={read.wrong.birth && t('dosing.ageWrong')}
        />
        <Select
          label={t('dosing.sex')}
          data={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({ value, label: t(`patients.sex.${value}`) }))}
          value={typed.sex}
          onChange={(sex) => onChange({ sex: (sex as TypedFigures['sex'] | null) ?? 'unknown' })}
          allowDeselect={false}
        />
      </FormRow>
      <FormRow>
        <TextInput
          label={t('dosing.weight')}
          placeholder={t('dosing.weightHint')}
          description={measured(known?.weightAt, read.shown.weight)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed.weight}
          onChange={(event) => onChange({ weight: event.currentTarget.value })}
          error={read.wrong.weight && t('dosing.measureWrong')}
        />
        <TextInput
          label={t('dosing.height')}
          placeholder={t('dosing.heightHint')}
          description={measured(null, read.shown.height)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed.height}
          onChange={(event) => onChange({ height: event.currentTarget.value })}
          error={read.wrong.height && t('dosing.measureWrong')}
        />
      </FormRow>
      <FormRow>
        <TextInput
          label={t('dosing.creatinine')}
          description={measured(known?.creatinineAt, null)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed.creatinine}
          onChange={(event) => onChange({ creatinine: event.currentTarget.value })}
          error={read.wrong.creatinine && t('dosing.measureWrong')}
          inputMode="decimal"
        />
        <Select
          label={t('dosing.creatinineUnit')}
          data={[
            { value: 'umol/L', label: 'µmol/L' },
            { value: 'mg/dL', label: 'mg/dL' },
          ]}
          value={typed.creatinineUnit}
          onChange={(unit) => onChange({ creatinineUnit: unit === 'mg/dL' ? 'mg/dL' : 'umol/L' })}
          allowDeselect={false}
        />
      </FormRow>
    </div>
  );
}
