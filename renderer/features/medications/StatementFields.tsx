import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { informationSources, type Stated } from '../../../preload/contract/medications.ts';
import { call } from '../../lib/api.ts';
import { FormRow } from '../../ui/Form.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';

export const emptyStatement: Stated = { medicine: '', directions: '', source: 'patient', startedOn: null };
export const isSaid = ({ medicine }: Stated): boolean => medicine.trim().length >= 2;

type Props = { value: Stated; onChange: (next: Stated) => void; isTried: boolean; autoFocus?: boolean };

/** A medicine as the person tells of it. */
export function StatementFields({ value, onChange, isTried, autoFocus }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<Stated>) => onChange({ ...value, ...part });
  return (
    <>
      <SearchPicker
        label={t('medications.medicine')}
        placeholder={t('medications.medicineHint')}
        required
        {...(autoFocus ? { autoFocus } : {})}
        text={value.medicine}
        onText={(medicine) => change({ medicine })}
        search={async (text) => (await call('codes.searchMedicines', { text })).medicines}
        toOption={(one) => ({ key: one.name, label: one.name, ...(one.atc ? { detail: one.atc } : {}) })}
        onPick={(one) => change({ medicine: one.name })}
        error={isTried && !isSaid(value) ? t('medications.wrongMedicine') : null}
      />
      <FormRow>
        <TextInput
          label={t('medications.directions')}
          placeholder={t('medications.directionsHint')}
          value={value.directions}
          onChange={(event) => change({ directions: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('medications.startedOn')}
          value={value.startedOn ?? ''}
          onChange={(event) => change({ startedOn: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <Select
          label={t('medications.sourceLabel')}
          allowDeselect={false}
          value={value.source}
          onChange={(next) => change({ source: informationSources.find((one) => one === next) ?? 'patient' })}
          data={informationSources.map((one) => ({ value: one, label: t(`medications.source.${one}`) }))}
        />
      </FormRow>
    </>
  );
}
