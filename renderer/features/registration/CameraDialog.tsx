import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/signs.tsx';

/** The computer's camera, on as long as this dialog is open. */
export function CameraDialog({ onTaken, onClose }: { onTaken: (picture: File) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: false });
        if (isGone || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        setState('on');
      } catch {
        if (!isGone) setState('none');
      }
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    void start();
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  const take = () => {
    const from = video.current;
    if (!from) return;
    const canvas = document.createElement('canvas');
    canvas.width = from.videoWidth;
    canvas.height = from.videoHeight;
    canvas.getContext('2d')?.drawImage(from, 0, 0);
    canvas.toBlob((blob) => blob && onTaken(new File([blob], 'photo.jpg', { type: 'image/jpeg' })), 'image/jpeg', 0.9);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('registration.photo.camera')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className="mv-stack">
        {state === 'none' ? (
          <Notice tone="amber">{t('registration.photo.noCamera')}</Notice>
        ) : (
          <video ref={video} className="mv-camera" muted playsInline aria-label={t('registration.photo.alt')} />
        )}
        <div className="mv-actions">
          <Button data-autofocus disabled={state !== 'on'} onClick={take}>
            {t('registration.photo.take')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
