import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { ErrorLine, SkeletonRows } from '../../ui/index.ts';
import { readBlob } from '../documents/openBlob.ts';
import { PictureBox } from '../documents/PictureBox.tsx';

/** The delivery note as it was photographed. */
export function PaperDialog({ paper, onClose }: { paper: BlobRef; onClose: () => void }) {
  const { t } = useTranslation();
  const [src, setSrc] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const abort = new AbortController();
    let address: string | null = null;
    readBlob(paper.blobId, abort.signal).then(
      ({ bytes, mediaType }) => {
        if (abort.signal.aborted) return;
        address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
        setSrc(address);
      },
      (cause: unknown) => !abort.signal.aborted && setError(cause),
    );
    return () => {
      abort.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [paper.blobId]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('receiving.paper.title')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <ErrorLine error={error} />
      {src ? <PictureBox src={src} boxes={[]} active={null} /> : error === null && <SkeletonRows />}
    </Modal>
  );
}
