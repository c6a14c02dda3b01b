import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../preload/contract/audit.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';

/** The filtered list as a file on the user's disk. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const { run, isRunning, error } = useCommand('audit.export');
  const problem = error && errorText(error);
  useEffect(() => {
    if (problem) notifyProblem(problem);
  }, [problem]);
  const make = async (kind: 'csv' | 'pdf') => {
    const made = await run({ filter, format: kind, locale: format.locale });
    if (!made) return;
    try {
      const outcome = await saveBytes(fromBase64(made.base64), made.mediaType, made.name);
      if (outcome === 'saved')
        notifyDone(
          t('audit.export.done', { count: made.rows, name: made.name, replace: { count: format.number(made.rows), name: made.name } }),
        );
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} aria-hidden="true" />} loading={isRunning}>
          {t('audit.export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void make('csv')}>{t('audit.export.csv')}</Menu.Item>
        <Menu.Item onClick={() => void make('pdf')}>{t('audit.export.pdf')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
