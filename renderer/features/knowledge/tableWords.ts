import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

/** "12 interactions, 3 lists" */
export function useTableWords(): (tables: readonly { name: string; rows: number }[]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (tables) =>
    tables.map(({ name, rows }) => `${t(`knowledge.table.${name}`, { defaultValue: name })}: ${format.number(rows)}`).join(' · ');
}
