import { Button } from '@mantine/core';
import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseNumber } from '../../../preload/contract/readableNumber.ts';
import { CameraScanDialog } from '../scanning/CameraScanDialog.tsx';
import { plainText } from '../scanning/decode.ts';
import { useOpenCard } from './useOpenCard.ts';

/** Holding a patient's card before the camera opens the chart: for a desk without a scanner. */
export function CardCameraButton() {
  const { t } = useTranslation();
  const openCard = useOpenCard();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const read = (code: string) => {
    const text = plainText(code);
    if (parseNumber(text)?.kind !== 'P') return setSaid(t('scanning.notCard', { text: text.slice(0, 40) }));
    setOpen(false);
    return void openCard(text);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<ScanLine size={16} aria-hidden="true" />}
        onClick={() => {
          setSaid(null);
          setOpen(true);
        }}
      >
        {t('scanning.card')}
      </Button>
      {isOpen && (
        <CameraScanDialog
          title={t('scanning.cardTitle')}
          {...(said === null ? {} : { said })}
          onCode={read}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
