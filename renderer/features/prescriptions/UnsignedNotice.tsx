import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';

/** Before a visit ends: what was written and not signed would never reach the pharmacy. */
export function UnsignedNotice({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const lines = useQuery('prescriptions.ofPatient', { patientId }, { enabled: can('MedicationRequest.create') }).data?.lines ?? [];
  const names = lines.filter((line) => line.status === 'draft' && line.isMine).map((line) => line.medicine);
  if (names.length === 0) return null;
  return (
    <Notice tone="amber" title={t('prescribing.sheet.unsigned', { count: names.length })}>
      {names.join(', ')}
    </Notice>
  );
}
