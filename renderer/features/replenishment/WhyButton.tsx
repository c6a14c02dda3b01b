import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WhyFigures } from './WhyFigures.tsx';
import './replenishment.css';

/** "Why?" beside a figure: opens what it rests on. `label` names the figure for those who don't see it. */
export function WhyButton({ itemId, label }: { itemId: string; label: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="mv-why-button" aria-label={label} onClick={() => setOpen(true)}>
        {t('replenishment.why.open')}
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('replenishment.why.title')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('replenishment.why.close') }}
      >
        {isOpen && <WhyFigures itemId={itemId} />}
      </Modal>
    </>
  );
}
