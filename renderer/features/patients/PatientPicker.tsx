import type { ReactNode, Ref } from 'react';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { call } from '../../lib/api.ts';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { usePatientOption } from './person.ts';

export function PatientPicker(props: {
  label: string;
  placeholder: string;
  onPick: (patient: PatientRow) => void;
  onText?: (text: string) => void;
  text?: string;
  error?: ReactNode;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}) {
  const toOption = usePatientOption();
  return (
    <SearchPicker<PatientRow>
      {...props}
      required
      search={async (text) => (await call('patients.search', { text, limit: 8 })).patients}
      toOption={toOption}
    />
  );
}
