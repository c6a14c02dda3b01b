import { Button } from '@mantine/core';
import { Download, Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';
import { useSaveBlob } from '../documents/useSaveBlob.ts';
import { ErasureDialog } from './ErasureDialog.tsx';

/** Taking out and erasing one person's record, for those who may. */
export function RightsActions({ patientId, onErased }: { patientId: string; onErased: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const { save, isSaving } = useSaveBlob();
  const { run, data: made, error, isRunning } = useExport();
  const [isErasing, setErasing] = useState(false);
  return (
    <div className="mv-stack">
      <div className="mv-muted">{t('people.exportHint')}</div>
      <div className="mv-actions">
        <Button
          variant="default"
          leftSection={<Download size={14} aria-hidden="true" />}
          loading={isRunning}
          onClick={() => void run(patientId, format.locale)}
        >
          {t('people.export')}
        </Button>
        {can('Patient.erase') && (
          <Button variant="outline" color="red" leftSection={<Eraser size={14} aria-hidden="true" />} onClick={() => setErasing(true)}>
            {t('people.erase')}
          </Button>
        )}
      </div>
      <ErrorLine error={error} />
      {made && (
        <Notice tone="green" isLive>
          {t('people.exported', { count: made.rows, replace: { count: format.number(made.rows) } })}
          <div className="mv-actions">
            <Button size="compact-sm" loading={isSaving} onClick={() => void save(made.pdf)}>
              {t('people.savePdf')}
            </Button>
            <Button size="compact-sm" variant="default" loading={isSaving} onClick={() => void save(made.json)}>
              {t('people.saveJson')}
            </Button>
          </div>
        </Notice>
      )}
      {isErasing && (
        <ErasureDialog
          patientId={patientId}
          onClose={() => setErasing(false)}
          onErased={() => {
            setErasing(false);
            onErased();
          }}
        />
      )}
    </div>
  );
}

function useExport() {
  const { run, error, isRunning } = useCommand('people.export');
  const [data, setData] = useState<Awaited<ReturnType<typeof run>> | null>(null);
  return {
    data,
    error,
    isRunning,
    run: async (patientId: string, locale: 'en' | 'fr') => setData((await run({ patientId, locale })) ?? null),
  };
}
