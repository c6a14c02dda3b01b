import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { Tag } from '../../ui/signs.tsx';

/** Beside a name whose record is not for this user's eyes: what is empty there is hidden, not missing. */
export function RestrictedTag({ person }: { person: Pick<PatientRow, 'isRestricted'> }) {
  const { t } = useTranslation();
  return person.isRestricted ? <Tag tone="amber">{t('visibility.restricted.tag')}</Tag> : null;
}
