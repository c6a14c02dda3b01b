import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { Notice } from '../../ui/signs.tsx';
import { decodePicture, prepareDecoder } from './decode.ts';

/** Pause between two looks: the window stays free, a hand needs longer than this to bring the next pack. */
const restMs = 120;
/** The same code held before the camera counts once until it was away for so long. */
const sameAfterMs = 2500;

/**
 * Reads codes from the computer's camera as long as it is open. `onCode` gets each as a scanner would type it;
 * `said` is what came of the last one.
 */
export function CameraScanDialog(props: { title: string; said?: string; onCode: (code: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting');
  const onCode = useRef(props.onCode);
  useEffect(() => {
    onCode.current = props.onCode;
  });
  useEffect(() => {
    const abort = new AbortController();
    let stream: MediaStream | null = null;
    const run = async () => {
      try {
        await prepareDecoder({ locateFile: () => wasmUrl });
        stream = await navigator.mediaDevices.getUserMedia({
          video: { width: 1280, height: 720, facingMode: 'environment' },
          audio: false,
        });
        if (abort.signal.aborted || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        setState('on');
        await look(video.current, abort.signal, (code) => onCode.current(code));
      } catch {
        if (!abort.signal.aborted) setState('none');
      }
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    void run();
    return () => {
      abort.abort();
      stop();
    };
  }, []);
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="lg" centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div className="mv-stack">
        {state === 'none' ? (
          <Notice tone="amber" isLive>
            {t('scanning.noCamera')}
          </Notice>
        ) : (
          <video ref={video} className="mv-camera" muted playsInline aria-label={t('scanning.picture')} />
        )}
        <div role="status">{state === 'on' ? (props.said ?? t('scanning.hold')) : state === 'starting' ? t('scanning.starting') : ''}</div>
        <div className="mv-actions">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('ui.close')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

async function look(video: HTMLVideoElement, signal: AbortSignal, onCode: (code: string) => void): Promise<void> {
  const canvas = document.createElement('canvas');
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  const seenAt = new Map<string, number>();
  while (!signal.aborted && paper) {
    if (video.videoWidth > 0) {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      paper.drawImage(video, 0, 0);
      for (const code of await decodePicture(paper.getImageData(0, 0, canvas.width, canvas.height))) {
        const now = Date.now();
        if (!signal.aborted && now - (seenAt.get(code) ?? 0) > sameAfterMs) onCode(code);
        seenAt.set(code, now);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
