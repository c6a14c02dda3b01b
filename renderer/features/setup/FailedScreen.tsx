import { Button } from '@mantine/core';
import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes, type ErrorCode, type ErrorData } from '../../../preload/contract/errors.ts';
import { call, queryClient } from '../../lib/api.ts';
import { en } from '../../lib/strings/index.ts';
import { useErrorText } from '../../ui/ErrorLine.tsx';
import { Outside } from '../session/Outside.tsx';
import { RecoverForm } from './RecoverForm.tsx';
import { RestoreForm } from './RestoreForm.tsx';

/** A backup helps with these. */
const restorable: readonly ErrorCode[] = ['storage.damaged', 'storage.key_missing', 'storage.wrong_key'];

/** The printed recovery key helps with these. */
const recoverable: readonly ErrorCode[] = ['storage.key_missing', 'storage.wrong_key'];

/** The data folder can't be used: what happened, what to do, and that nothing was lost. */
export function FailedScreen({ problem }: { problem: { code: string; data: Record<string, unknown> } }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const code: ErrorCode = errorCodes.find((known) => known === problem.code) ?? 'internal';
  const word = code.replace(/^storage\./, '');
  return (
    <Outside title={isTitle(word) ? t(`setup.failed.titles.${word}`) : t('setup.failed.title')}>
      <div className="mv-stack" role="alert">
        <div className="mv-failed">
          <OctagonAlert size={28} aria-hidden="true" />
          <p>{textOf(new AppError(code, problem.data as ErrorData))}</p>
        </div>
        <p>{t('setup.failed.nothingLost')}</p>
        {recoverable.includes(code) && <RecoverForm />}
        {restorable.includes(code) && <RestoreForm />}
        <div className="mv-actions">
          <Button variant={recoverable.includes(code) ? 'default' : 'filled'} onClick={() => void tryAgain()}>
            {t('setup.failed.retry')}
          </Button>
          <span className="mv-muted">{t('setup.failed.code', { code: problem.code })}</span>
        </div>
      </div>
    </Outside>
  );
}

async function tryAgain(): Promise<void> {
  await call('facility.tryAgain', {});
  await queryClient.invalidateQueries({ queryKey: ['facility.status'] });
}

function isTitle(word: string): word is keyof typeof en.setup.failed.titles {
  return Object.hasOwn(en.setup.failed.titles, word);
}
