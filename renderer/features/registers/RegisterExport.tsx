import { useTranslation } from 'react-i18next';
import type { RegisterName } from '../../../preload/contract/registers.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';

/** The list as a file: CSV for a spreadsheet, PDF to print and carry. */
export function RegisterExport({ register, onlyOverdue }: { register: RegisterName; onlyOverdue: boolean }) {
  const { t } = useTranslation();
  const { locale, number } = useFormat();
  const { run, isRunning, error } = useCommand('registers.export');
  return (
    <ExportFileMenu
      label={t('registers.export')}
      formats={[
        { format: 'pdf', label: t('registers.pdf') },
        { format: 'csv', label: t('registers.csv') },
      ]}
      make={(format) => run({ register, onlyOverdue, format, locale })}
      done={({ rows, name }) => t('registers.exported', { count: rows, name, replace: { count: number(rows), name } })}
      error={error}
      isRunning={isRunning}
    />
  );
}
