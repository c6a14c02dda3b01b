import { Button, Modal } from '@mantine/core';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { PdfPreview } from './PdfPreview.tsx';
import { useSaveBlob } from './useSaveBlob.ts';

/** A PDF that was just made: looked at first, then saved. */
export function PdfDialog({ blob, onClose }: { blob: BlobRef | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { save, isSaving } = useSaveBlob();
  return (
    <Modal
      opened={blob !== null}
      onClose={onClose}
      title={blob?.name}
      size="min(860px, 96vw)"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {blob && (
        <div className="mv-stack">
          <div className="mv-pdf-frame">
            <PdfPreview blob={blob} />
          </div>
          <div className="mv-actions">
            <Button
              data-autofocus
              leftSection={<Download size={14} aria-hidden="true" />}
              loading={isSaving}
              onClick={() => void save(blob)}
            >
              {t('documents.pdf.save')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('ui.close')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
