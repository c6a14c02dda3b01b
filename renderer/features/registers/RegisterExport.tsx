import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterName } from '../../../preload/contract/registers.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';

/** The list as a file: CSV for a spreadsheet, PDF to print and carry. */
export function RegisterExport({ register, onlyOverdue }: { register: RegisterName; onlyOverdue: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const { run, isRunning, error } = useCommand('registers.export');
  const problem = error && errorText(error);
  useEffect(() => {
    if (problem) notifyProblem(problem);
  }, [problem]);
  const make = async (kind: 'csv' | 'pdf') => {
    const made = await run({ register, onlyOverdue, format: kind, locale: format.locale });
    if (!made) return;
    try {
      const outcome = await saveBytes(fromBase64(made.base64), made.mediaType, made.name);
      if (outcome === 'saved') notifyDone(t('registers.exported', { count: made.rows, name: made.name, replace: { count: format.number(made.rows), name: made.name } }));
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} aria-hidden="true" />} loading={isRunning}>
          {t('registers.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void make('pdf')}>{t('registers.pdf')}</Menu.Item>
        <Menu.Item onClick={() => void make('csv')}>{t('registers.csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
} // prettier-ignore
