import { Button, type ButtonProps } from '@mantine/core';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/index.ts';
import { PdfDialog } from '../documents/PdfDialog.tsx';

/** Makes the prescription's PDF and shows it. `number`: named on the button where several might be meant. */
export function PrintButton({ medicationRequestId, number, ...button }: ButtonProps & { medicationRequestId: string; number?: string }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const print = useCommand('prescriptions.print');
  const [shown, setShown] = useState<BlobRef | null>(null);
  const start = async () => {
    const ref = await print.run({ medicationRequestId, locale });
    if (ref) setShown(ref);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Printer size={14} aria-hidden="true" />}
        loading={print.isRunning}
        {...button}
        onClick={() => void start()}
      >
        {number === undefined ? t('prescriptions.pane.print') : t('prescriptions.prescribe.print', { number })}
      </Button>
      <ErrorLine error={print.error} />
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </>
  );
}
