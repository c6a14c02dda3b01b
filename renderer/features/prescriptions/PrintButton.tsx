import { ActionIcon, Button, type ButtonProps, Menu } from '@mantine/core';
import { ChevronDown, Printer, Tag as TagIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, notifyProblem } from '../../ui/index.ts';
import { PdfDialog } from '../documents/PdfDialog.tsx';

/** Makes the prescription's PDF and shows it; behind the arrow the larger paper and the bag's label. `number`: named on the button where several might be meant. */
export function PrintButton({ medicationRequestId, number, ...button }: ButtonProps & { medicationRequestId: string; number?: string }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const print = useCommand('prescriptions.print');
  const label = useCommand('prescriptionSeals.label');
  const [shown, setShown] = useState<BlobRef | null>(null);
  const start = async (paper: 'A5' | 'A4') => {
    const ref = await print.run({ medicationRequestId, locale, paper });
    if (ref) setShown(ref);
  };
  const startLabel = async () => {
    const made = await label.run({ medicationRequestId });
    if (!made) return;
    if (made.isFallback) notifyProblem(t('prescriptionSeals.labelFallback', { language: t(`prescriptionSeals.language.${made.locale}`) }));
    setShown(made);
  };
  return (
    <>
      <Button.Group>
        <Button
          variant="default"
          leftSection={<Printer size={14} aria-hidden="true" />}
          loading={print.isRunning || label.isRunning}
          {...button}
          onClick={() => void start('A5')}
        >
          {number === undefined ? t('prescriptions.pane.print') : t('prescriptions.prescribe.print', { number })}
        </Button>
        <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <ActionIcon
              variant="default"
              size={button.size === 'compact-sm' ? 26 : 36}
              aria-label={t('prescriptionSeals.otherPapers', { number: number ?? '' })}
            >
              <ChevronDown size={14} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Printer size={14} aria-hidden="true" />} onClick={() => void start('A4')}>
              {t('prescriptionSeals.large')}
            </Menu.Item>
            <Menu.Item leftSection={<TagIcon size={14} aria-hidden="true" />} onClick={() => void startLabel()}>
              {t('prescriptionSeals.label')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
      <ErrorLine error={print.error ?? label.error} />
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </>
  );
}
