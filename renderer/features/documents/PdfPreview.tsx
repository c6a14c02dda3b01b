import { ActionIcon } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { Notice, SkeletonRows } from '../../ui/index.ts';
import './documents.css';
import { openPdf } from './openPdf.ts';

/** A PDF page by page, drawn here: nothing leaves the program. Page keys turn the pages. */
export function PdfPreview({ blob }: { blob: BlobRef }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  const [hasFailed, setFailed] = useState(false);
  const pages = pdf?.numPages ?? 1;

  useEffect(() => {
    const controller = new AbortController();
    const opening = openPdf(blob.blobId, controller.signal);
    opening.then(setPdf, () => !controller.signal.aborted && setFailed(true));
    return () => {
      controller.abort();
      void opening.then((opened) => opened.loadingTask.destroy()).catch(() => undefined);
    };
  }, [blob.blobId]);
  useEffect(() => {
    const surface = canvas.current;
    if (!pdf || !surface) return;
    let isLate = false;
    let stop = () => {};
    void pdf.getPage(page).then((shown) => {
      if (isLate) return;
      const viewport = shown.getViewport({ scale: 2 });
      surface.width = viewport.width;
      surface.height = viewport.height;
      const task = shown.render({ canvas: surface, viewport });
      stop = () => task.cancel();
      task.promise.catch(() => undefined);
    });
    return () => {
      isLate = true;
      stop();
    };
  }, [pdf, page]);

  if (hasFailed) return <Notice tone="amber">{t('documents.pdf.noPreview')}</Notice>;
  const turn = (by: number) => setPage((before) => Math.min(pages, Math.max(1, before + by)));
  return (
    <div
      className="mv-pdf"
      onKeyDown={(event) => {
        if (event.key === 'PageDown' || event.key === 'ArrowRight') turn(1);
        if (event.key === 'PageUp' || event.key === 'ArrowLeft') turn(-1);
      }}
    >
      <div className="mv-pdf-bar">
        <ActionIcon variant="default" aria-label={t('documents.pdf.previous')} disabled={page === 1} onClick={() => turn(-1)}>
          <ChevronLeft size={16} aria-hidden="true" />
        </ActionIcon>
        <span role="status">{t('documents.pdf.pageOf', { page, pages })}</span>
        <ActionIcon variant="default" aria-label={t('documents.pdf.next')} disabled={page === pages} onClick={() => turn(1)}>
          <ChevronRight size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className="mv-pdf-sheet" tabIndex={0} role="document" aria-label={t('documents.pdf.preview', { name: blob.name })}>
        {!pdf && <SkeletonRows rows={10} />}
        <canvas ref={canvas} hidden={!pdf} />
      </div>
    </div>
  );
}
