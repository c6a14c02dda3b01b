import { Button, Progress } from '@mantine/core';
import { ImagePlus } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../preload/contract/errors.ts';
import type { LabelDraft } from '../../../preload/contract/ocr.ts';
import { call, toAppError } from '../../lib/api.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';
import type { DraftOrder } from './draftOrder.ts';
import './documents.css';
import { DraftBeside } from './DraftBeside.tsx';
import { uploadBlob } from './upload.ts';

type Reading =
  | { step: 'waiting'; isStopped: boolean }
  | { step: 'sending'; share: number }
  | { step: 'reading'; since: number }
  | { step: 'read'; draft: LabelDraft; address: string }
  | { step: 'refused'; error: AppError };

const accepted = 'image/jpeg,image/png,image/webp';

/** A photographed prescription becomes a draft beside its picture; a line enters the order only by the user's hand. */
export function PictureDraft(props: { patientId: string; onUse: (order: DraftOrder) => void }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<Reading>({ step: 'waiting', isStopped: false });
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const current = useRef<AbortController | null>(null);
  const address = reading.step === 'read' ? reading.address : null;
  useEffect(() => () => current.current?.abort(), []);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);

  const read = async (file: File) => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const { signal } = controller;
    try {
      if (!accepted.includes(file.type) || file.type === '') throw new AppError('file.not_an_image');
      setReading({ step: 'sending', share: 0 });
      const blobId = await uploadBlob(file, {
        patientId: props.patientId,
        signal,
        onProgress: (received, size) => !signal.aborted && setReading({ step: 'sending', share: received / size }),
      });
      setReading({ step: 'reading', since: Date.now() });
      const draft = await call('documents.readPrescription', { blobId });
      if (!signal.aborted) setReading({ step: 'read', draft, address: URL.createObjectURL(file) });
    } catch (error) {
      if (!signal.aborted) setReading({ step: 'refused', error: toAppError(error) });
    }
  };
  const stop = () => {
    current.current?.abort();
    setReading({ step: 'waiting', isStopped: true });
  };
  const take = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file) void read(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const isBusy = reading.step === 'sending' || reading.step === 'reading';

  return (
    <>
      <input
        ref={input}
        className="mv-sr"
        type="file"
        accept={accepted}
        tabIndex={-1}
        aria-label={t('documents.picture.choose')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <div
        className="mv-stack"
        onPaste={onPaste}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {reading.step === 'refused' && <ErrorLine error={reading.error} />}
        {reading.step === 'waiting' && reading.isStopped && <Notice tone="grey">{t('documents.picture.stopped')}</Notice>}
        {(reading.step === 'waiting' || reading.step === 'refused') && (
          <div className="mv-drop" data-over={isOver} tabIndex={-1}>
            <ImagePlus size={28} strokeWidth={1.5} aria-hidden="true" />
            <span>{t('documents.picture.drop')}</span>
            <Button variant="light" onClick={() => input.current?.click()} data-autofocus>
              {t('documents.picture.choose')}
            </Button>
            <small className="mv-muted">{t('documents.picture.kinds')}</small>
          </div>
        )}
        {isBusy && (
          <div className="mv-busy" role="status">
            {reading.step === 'sending' ? (
              t('documents.picture.sending', { share: Math.round(reading.share * 100) })
            ) : (
              <ReadingFor since={reading.since} />
            )}
            <Progress
              value={reading.step === 'sending' ? reading.share * 100 : 100}
              animated={reading.step === 'reading'}
              aria-label={t('documents.picture.reading')}
            />
            <div>
              <Button variant="default" size="compact-sm" onClick={stop}>
                {t('documents.picture.cancel')}
              </Button>
            </div>
          </div>
        )}
        {reading.step === 'read' && (
          <DraftBeside
            key={reading.address}
            draft={reading.draft}
            address={reading.address}
            onUse={props.onUse}
            onOther={() => input.current?.click()}
          />
        )}
      </div>
    </>
  );
}

function ReadingFor({ since }: { since: number }) {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return seconds < 2 ? t('documents.picture.reading') : t('documents.picture.readingFor', { seconds });
}
