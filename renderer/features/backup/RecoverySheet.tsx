import { Button, TextInput } from '@mantine/core';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { typedSigns } from '../../../preload/contract/recoveryKey.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';
import { Form } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone, notifyProblem } from '../../ui/toasts.tsx';
import './backup.css';

type Sheet = Output<'recovery.renew'>;

/** Shown this once: the key, its sheet, and one group asked back, so that nobody goes on without having it on paper. */
export function RecoverySheet({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const { t } = useTranslation();
  const [asked] = useState(() => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % sheet.groups.length);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const save = async () => {
    try {
      const outcome = await saveBytes(fromBase64(sheet.pdfBase64), 'application/pdf', sheet.fileName);
      if (outcome === 'saved') notifyDone(t('documents.pdf.saved', { name: sheet.fileName }));
    } catch {
      notifyProblem(t('backup.sheet.notSaved'));
    }
  };
  const confirm = () => {
    if (typedSigns(typed) === sheet.groups[asked]) return onDone();
    return setWrong(true);
  };
  return (
    <div className="mv-stack">
      <p>{t('backup.sheet.what')}</p>
      <ol className="mv-recovery" aria-label={t('backup.sheet.title')}>
        {sheet.groups.map((group, index) => (
          <li key={`${index}-${group}`}>
            <span className="mv-muted">{index + 1}</span>
            <span className="mv-number">{group}</span>
          </li>
        ))}
      </ol>
      <Notice tone="red">{t('backup.sheet.keep')}</Notice>
      <div className="mv-actions">
        <Button data-autofocus leftSection={<Printer size={14} aria-hidden="true" />} variant="light" onClick={() => void save()}>
          {t('backup.sheet.save')}
        </Button>
        <span className="mv-muted">{t('backup.sheet.once')}</span>
      </div>
      <Form label={t('backup.sheet.confirm')} isShort onSubmit={confirm}>
        <TextInput
          label={t('backup.sheet.ask', { number: asked + 1 })}
          value={typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          error={isWrong ? t('backup.sheet.wrong', { number: asked + 1 }) : null}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <div className="mv-actions">
          <Button type="submit">{t('backup.sheet.confirm')}</Button>
        </div>
      </Form>
    </div>
  );
}
