import { Button, Textarea } from '@mantine/core';
import { ListTree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeDirections } from '../../../preload/contract/directionsLine.ts';
import { directionsSentence } from '../../../preload/contract/dosageSentence.ts';
import { useLocale } from '../../lib/format.ts';
import type { ReadOrder } from './directions.ts';
import { DirectionsFields } from './DirectionsFields.tsx';

export type DirectionsFieldProps = {
  line: string;
  read: ReadOrder;
  /** in which the patient reads */
  language: 'en' | 'fr';
  error: string | false | undefined;
  onLine: (line: string) => void;
};

/** One line as prescribers write it, read as it is typed; the sentence for the patient stands under it. */
export function DirectionsField({ line, read, language, error, onLine }: DirectionsFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="mv-directions">
      <Textarea
        label={t('prescriptions.prescribe.directions')}
        description={t('prescribing.line.hint')}
        value={line}
        onChange={(event) => onLine(event.currentTarget.value)}
        error={error}
        minRows={1}
        maxLength={4000}
        withAsterisk
      />
      <Sentence read={read} language={language} />
    </div>
  );
}

function Sentence({ read, language }: { read: ReadOrder; language: 'en' | 'fr' }) {
  const { t } = useTranslation();
  const own = useLocale();
  if (read.unread !== '') return <p className="mv-sentence mv-muted">{t('prescribing.line.unread', { words: read.unread })}</p>;
  if (!read.dosage) return null;
  return (
    <div className="mv-sentence" role="status">
      <small className="mv-muted">{t('prescribing.line.says')}</small>
      <p lang={own}>{directionsSentence(read.dosage, own)}</p>
      {language !== own && (
        <>
          <small className="mv-muted">{t('prescribing.line.saysIn', { language: t(`prescribing.line.language.${language}`) })}</small>
          <p lang={language}>{directionsSentence(read.dosage, language)}</p>
        </>
      )}
    </div>
  );
}

/** The same in plain fields, for whoever does not write the shorthand: what is chosen there rewrites the line. */
export function DirectionsDisclosure({ read, onLine, unit }: { read: ReadOrder; onLine: (line: string) => void; unit: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<ListTree size={14} aria-hidden="true" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'prescribing.line.noFields' : 'prescribing.line.fields')}
      </Button>
      {isOpen && <DirectionsFields dosage={read.dosage} unit={unit} onChange={(dosage) => onLine(writeDirections(dosage))} />}
    </div>
  );
}
