import { Button, FileButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { readBlob } from '../documents/openBlob.ts';
import { uploadBlob } from '../documents/upload.ts';
import { CameraDialog } from './CameraDialog.tsx';
import type { PersonDetailsNow } from './PersonCard.tsx';

/** The person's photograph, from a file or taken here. */
export function PhotoField({ patientId, details }: { patientId: string; details: PersonDetailsNow }) {
  const { t } = useTranslation();
  const can = useCan();
  const set = useCommand('registration.setPhoto');
  const [isSending, setSending] = useState(false);
  const [isCamera, setCamera] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const { photoBlobId, version } = details;
  const src = usePhoto(photoBlobId);
  const keep = async (file: File | null) => {
    if (!file) return;
    setSending(true);
    setFailed(null);
    try {
      await set.run({ patientId, version, blobId: await uploadBlob(file, { patientId }) });
    } catch (error) {
      setFailed(error);
    } finally {
      setSending(false);
    }
  };
  if (!can('Patient.update') || !can('DocumentReference.create')) return src ? <img className="mv-photo" src={src} alt="" /> : null;
  return (
    <div className="mv-photo-row">
      {src && <img className="mv-photo" src={src} alt={t('registration.photo.alt')} />}
      <div className="mv-actions">
        <FileButton accept="image/jpeg,image/png,image/webp,image/heic" onChange={(file) => void keep(file)}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={isSending || set.isRunning}>
              {t('registration.photo.file')}
            </Button>
          )}
        </FileButton>
        <Button size="compact-sm" variant="default" onClick={() => setCamera(true)}>
          {t('registration.photo.camera')}
        </Button>
        {photoBlobId !== null && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void set.run({ patientId, version, blobId: null })}>
            {t('registration.photo.remove')}
          </Button>
        )}
      </div>
      <ErrorLine error={failed ?? set.error} />
      {isCamera && (
        <CameraDialog
          onClose={() => setCamera(false)}
          onTaken={(file) => {
            setCamera(false);
            void keep(file);
          }}
        />
      )}
    </div>
  );
}

/** The picture as an address that the window can show; given back when another one is shown. */
export function usePhoto(blobId: string | null): string | null {
  const [src, setSrc] = useState<{ blobId: string; address: string } | null>(null);
  useEffect(() => {
    if (blobId === null) return undefined;
    const abort = new AbortController();
    let address: string | null = null;
    readBlob(blobId, abort.signal).then(
      ({ bytes, mediaType }) => {
        if (abort.signal.aborted) return;
        address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
        setSrc({ blobId, address });
      },
      () => undefined, // without its picture the record is still the record
    );
    return () => {
      abort.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [blobId]);
  return blobId !== null && src?.blobId === blobId ? src.address : null;
}
