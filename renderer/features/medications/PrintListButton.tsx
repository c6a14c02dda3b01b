import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { PdfDialog } from '../documents/PdfDialog.tsx';

/** The person's own list, in large print. */
export function PrintListButton({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const print = useCommand('medications.printList');
  const [shown, setShown] = useState<BlobRef | null>(null);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        title={t('medications.printTitle')}
        leftSection={<Printer size={14} aria-hidden="true" />}
        loading={print.isRunning}
        onClick={() => void print.run({ patientId, locale }).then((ref) => ref && setShown(ref))}
      >
        {t('medications.print')}
      </Button>
      <ErrorLine error={print.error} />
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </>
  );
}
