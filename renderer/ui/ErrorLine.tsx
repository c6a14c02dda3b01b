import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../preload/contract/errors.ts';
import { Notice } from './signs.tsx';

/** The translated sentence of a refusal; a code that is not ours reads as 'internal'. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const known = error instanceof AppError && errorCodes.includes(error.code) ? error : new AppError('internal');
    // which values a sentence wants depends on the code; the facility puts them into `data`
    return (t as (key: string, values: object) => string)(`errors.${known.code}`, known.data);
  };
}

/** A read that the facility cannot take came from an address, not from a form: there is nothing behind it. */
function asRead(error: unknown): unknown {
  return error instanceof AppError && error.code === 'ipc.invalid_input' ? new AppError('not_found') : error;
}

/** What went wrong and the next step, announced. Nothing when there is no error. `onRetry`: it was a read. */
export function ErrorLine(props: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  if (!props.error) return null;
  return (
    <Notice
      tone="red"
      isLive
      actions={
        props.onRetry && (
          <Button size="compact-sm" variant="default" onClick={props.onRetry}>
            {t('ui.retry')}
          </Button>
        )
      }
    >
      {textOf(props.onRetry ? asRead(props.error) : props.error)}
    </Notice>
  );
}
