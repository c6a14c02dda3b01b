import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';

/** The list of items as a file, as far as it is filtered by name: a line a pack, in the form that the import reads. */
export function ItemExport({ filter }: { filter: string }) {
  const { t } = useTranslation();
  const { locale, number } = useFormat();
  const { run, isRunning, error } = useCommand('items.export');
  return (
    <ExportFileMenu
      label={t('items.export')}
      formats={[
        { format: 'xlsx', label: t('items.xlsx') },
        { format: 'csv', label: t('items.csv') },
        { format: 'pdf', label: t('items.pdf') },
      ]}
      make={(format) => run({ format, filter, locale })}
      done={({ rows, name }) => t('items.exported', { count: rows, name, replace: { count: number(rows), name } })}
      error={error}
      isRunning={isRunning}
    />
  );
}
