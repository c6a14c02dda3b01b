import { useTranslation } from 'react-i18next';
import { endSession, useSession } from '../../lib/session.ts';
import { Notice } from '../../ui/signs.tsx';
import { Outside } from './Outside.tsx';
import { TotpSetUp } from './TotpSetUp.tsx';

/** A role asks for one-time codes and this person has none: nothing else opens before. */
export function EnrolScreen() {
  const { t } = useTranslation();
  const done = () => useSession.setState(({ signedIn }) => ({ signedIn: signedIn && { ...signedIn, mustEnrolTotp: false } }));
  return (
    <Outside title={t('session.totp.title')}>
      <div className="mv-stack">
        <Notice tone="blue">{t('session.totp.required')}</Notice>
        <TotpSetUp onDone={done} onCancel={() => endSession('no')} />
      </div>
    </Outside>
  );
}
