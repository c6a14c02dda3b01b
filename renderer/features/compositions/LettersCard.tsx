import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import type { LetterType, WrittenLetter } from '../../../preload/contract/compositions.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { PdfDialog } from '../documents/PdfDialog.tsx';
import { LetterForm } from './LetterForm.tsx';

const types: readonly LetterType[] = ['referral', 'sick-note', 'discharge-summary'];

/** Referral letters, medical certificates and discharge summaries of one visit: written, signed at once, printed. */
export function LettersCard({ encounterId, letters }: { encounterId: string; letters: readonly WrittenLetter[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const { locale } = useFormat();
  const print = useCommand('compositions.print');
  const [shown, setShown] = useState<BlobRef | null>(null);
  const [writing, setWriting] = useState<LetterType | null>(null);
  const open = async (compositionId: string) => {
    const ref = await print.run({ compositionId, locale });
    if (ref) setShown(ref);
  };
  return (
    <Card title={t('compositions.letters.title')}>
      <div className="mv-stack">
        {letters.length === 0 ? (
          <p className="mv-none">{t('compositions.letters.none')}</p>
        ) : (
          <ul className="mv-list">
            {letters.map((written) => (
              <LetterLine key={written.compositionId} written={written} onPrint={() => void open(written.compositionId)} />
            ))}
          </ul>
        )}
        <ErrorLine error={print.error} />
        {can('Composition.create') && (
          <div className="mv-actions">
            {types.map((type) => (
              <Button key={type} size="compact-sm" variant="default" onClick={() => setWriting(type)}>
                {t(`compositions.letters.new.${type}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
      {writing && (
        <LetterForm
          encounterId={encounterId}
          type={writing}
          onClose={() => setWriting(null)}
          onWritten={(compositionId) => {
            setWriting(null);
            void open(compositionId);
          }}
        />
      )}
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </Card>
  );
}

function LetterLine({ written, onPrint }: { written: WrittenLetter; onPrint: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { run, error } = useCommand('compositions.enteredInError');
  const { letter } = written;
  const about =
    letter.type === 'referral'
      ? letter.to
      : letter.type === 'sick-note'
        ? t('compositions.letters.days', { from: format.day(letter.from), until: format.day(letter.until) })
        : '';
  return (
    <li className="mv-entry mv-entry-top">
      <span className="mv-grow">
        {t(`compositions.letters.type.${letter.type}`)} {about}
        <small>{t('compositions.signed', { name: written.authorName, when: format.instant(written.writtenAt) })}</small>
        <ErrorLine error={error} />
      </span>
      <span className="mv-actions">
        <Button size="compact-sm" variant="default" onClick={onPrint}>
          {t('compositions.letters.print')}
        </Button>
        {can('Composition.create') && (
          <ConfirmButton
            size="compact-sm"
            label={t('compositions.error.button')}
            title={t('compositions.error.title')}
            consequence={t('compositions.error.text')}
            reasonLabel={t('compositions.error.reason')}
            confirmLabel={t('compositions.error.confirm')}
            isDanger
            onConfirm={(reason) => run({ compositionId: written.compositionId, version: written.version, reason })}
          />
        )}
      </span>
    </li>
  );
}
