import { Button, Modal } from '@mantine/core';
import { ScanText } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftOrder } from '../documents/draftOrder.ts';
import { PictureDraft } from '../documents/PictureDraft.tsx';

/** Opens the picture and its draft over the screen; closed and opened again, both are still there for the next line. */
export function PictureButton(props: { patientId: string; onUse: (order: DraftOrder) => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        leftSection={<ScanText size={14} aria-hidden="true" />}
        onClick={() => setState('open')}
      >
        {t('prescriptions.prescribe.picture')}
      </Button>
      <Modal
        opened={state === 'open'}
        onClose={() => {
          setState('closed');
          button.current?.focus();
        }}
        title={t('documents.picture.title')}
        size="min(1240px, 96vw)"
        centered
        keepMounted
        returnFocus={false}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': t('documents.picture.close') }}
      >
        {state !== 'never' && (
          <PictureDraft
            patientId={props.patientId}
            onUse={(order) => {
              setState('closed');
              props.onUse(order);
            }}
          />
        )}
      </Modal>
    </>
  );
}
