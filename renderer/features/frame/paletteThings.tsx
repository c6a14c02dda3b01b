import { Droplet, Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { groupWord } from '../blood/groups.ts';
import type { Entry } from './Palette.tsx';

/** "What is in stock?" is also asked of blood and of things to work with: "O-", "blood", "oxygen". */
export function useThingEntries(text: string): Entry[] {
  return [...useBloodEntries(text), ...useEquipmentEntries(text)];
}

const group = /^(?:o|a|b|ab)\s*(?:\+|-|−|pos|neg)$/i;

function useBloodEntries(text: string): Entry[] {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const isGroup = group.test(text.trim());
  const isAsked = isGroup || (text.length >= 3 && t('blood.title').toLocaleLowerCase().startsWith(text.toLocaleLowerCase()));
  const found = useQuery('blood.list', {}, { enabled: isAsked && can('BloodUnit.read') });
  if (!isAsked) return [];
  const wanted = text
    .replaceAll(/\s/g, '')
    .toUpperCase()
    .replace(/POS$/, '+')
    .replace(/NEG$|-$/, '−');
  return (found.data?.levels ?? [])
    .filter((level) => !isGroup || groupWord(level.group) === wanted)
    .map((level) => ({
      key: `${level.component} ${groupWord(level.group)}`,
      label: t('blood.unitTitle', { group: groupWord(level.group), component: t(`blood.components.${level.component}`) }),
      detail: t('blood.units', { count: level.units, formatted: format.number(level.units) }),
      icon: <Droplet size={16} aria-hidden="true" />,
      go: '/blood',
    }));
}

function useEquipmentEntries(text: string): Entry[] {
  const { t } = useTranslation();
  const can = useCan();
  const isAsked = text.length >= 2 && can('Equipment.read');
  const found = useQuery('equipment.list', { text }, { enabled: isAsked, keepPrevious: true });
  if (!isAsked) return [];
  return (found.data?.equipment ?? []).slice(0, 4).map((one) => ({
    key: one.equipmentId,
    label: one.name,
    detail: [t(`equipment.status.${one.status}`), one.place].filter(Boolean).join(' · '),
    icon: <Stethoscope size={16} aria-hidden="true" />,
    go: `/equipment/${one.equipmentId}`,
  }));
} // prettier-ignore
