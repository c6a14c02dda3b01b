import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine, notifyDone } from '../../ui/index.ts';
import type { Draft } from './roleDrafts.ts';

export function SaveRole(props: { code: string; name: string; draft: Draft; count: number; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('accounts.amendRole');
  const { name } = props;
  const save = async () => {
    if (!(await run({ code: props.code, seen: [...props.draft.seen], permissions: [...props.draft.wanted] }))) return;
    notifyDone(t('accounts.roles.saved', { name }));
    props.onDone();
  };
  return (
    <>
      <strong>{t('accounts.roles.unsaved', { name, count: props.count })}</strong>
      <Button size="compact-sm" loading={isRunning} onClick={() => void save()}>
        {t('accounts.roles.save', { name })}
      </Button>
      <Button size="compact-sm" variant="default" onClick={props.onDone}>
        {t('accounts.roles.discard')}
      </Button>
      <ErrorLine error={error} />
    </>
  );
}
