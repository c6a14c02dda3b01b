import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../preload/contract/audit.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';

/** The filtered list as a file on the user's disk. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const { locale, number } = useFormat();
  const { run, isRunning, error } = useCommand('audit.export');
  return (
    <ExportFileMenu
      label={t('audit.export.label')}
      formats={[
        { format: 'csv', label: t('audit.export.csv') },
        { format: 'pdf', label: t('audit.export.pdf') },
      ]}
      make={(format) => run({ filter, format, locale })}
      done={({ rows, name }) => t('audit.export.done', { count: rows, name, replace: { count: number(rows), name } })}
      error={error}
      isRunning={isRunning}
    />
  );
}
