import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { BackupCodes } from '../session/BackupCodes.tsx';
import { TotpSetUp } from '../session/TotpSetUp.tsx';
import { useProven } from '../session/useProven.tsx';

export function MyAccountTotp(props: { isOn: boolean; isRequired: boolean; onDone: (isOn: boolean) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const [wasOn] = useState(props.isOn); // the codes are still to be written down when it has just come on
  const remove = useProven('session.removeTotp');
  const renew = useProven('session.renewBackupCodes');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (!wasOn) return <TotpSetUp onDone={() => props.onDone(true)} onCancel={props.onCancel} />;
  if (codes) return <BackupCodes codes={codes} onDone={() => props.onDone(true)} />;
  return (
    <div className="mv-stack">
      {remove.dialog}
      {renew.dialog}
      <p className="mv-muted">{t(props.isRequired ? 'session.mine.totpRequired' : 'session.mine.totpText')}</p>
      <ErrorLine error={remove.error ?? renew.error} />
      <div className="mv-actions">
        <Button loading={renew.isRunning} onClick={() => void renew.run({}).then((answer) => answer && setCodes(answer.backupCodes))}>
          {t('session.mine.newCodes')}
        </Button>
        {!props.isRequired && (
          <Button
            variant="default"
            loading={remove.isRunning}
            onClick={() => void remove.run({}).then((answer) => answer && props.onDone(false))}
          >
            {t('session.mine.turnOff')}
          </Button>
        )}
        <Button variant="default" onClick={props.onCancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}
