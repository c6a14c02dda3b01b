import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { StatusDot } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { useRoleWords } from '../session/roleWords.ts';
import { MyAccountPassword } from './MyAccountPassword.tsx';
import { MyAccountPin } from './MyAccountPin.tsx';
import { MyAccountTotp } from './MyAccountTotp.tsx';

/** Who is signed in, and what protects their account. One form at a time. */
export function MyAccountCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const roleWords = useRoleWords();
  const session = useSession((state) => state.signedIn);
  const { data: security, error } = useQuery('session.security', {});
  const [form, setForm] = useState<'none' | 'password' | 'pin' | 'totp'>('none');
  if (!session) return null;
  const close = () => setForm('none');
  const done = (text: string) => {
    notifyDone(text);
    close();
  };
  const opener = (which: typeof form, label: string) => (
    <Button size="compact-sm" variant="default" onClick={() => setForm(which)}>
      {label}
    </Button>
  );
  return (
    <Card title={t('settings.me')}>
      <div className="mv-stack">
        <ErrorLine error={error} />
        <Facts
          facts={[
            [t('settings.name'), session.user.displayName],
            [t('settings.userName'), session.user.username],
            [t('settings.roles'), session.roles.map(roleWords).join(', ')],
            [t('session.mine.idle'), t('session.mine.minutes', { count: session.idleLockMinutes })],
          ]}
        />
        {security && form === 'none' && (
          <table className="mv-small-table">
            <tbody>
              <tr>
                <th scope="row">{t('session.password')}</th>
                <td>{security.passwordSetAt ? t('session.mine.since', { when: format.ago(security.passwordSetAt) }) : ''}</td>
                <td className="mv-num">{opener('password', t('session.mine.change'))}</td>
              </tr>
              <tr>
                <th scope="row">{t('session.lock.pin')}</th>
                <td>
                  <StatusDot tone={security.hasPin ? 'green' : 'grey'}>
                    {t(security.hasPin ? 'session.mine.set' : 'session.mine.notSet')}
                  </StatusDot>
                </td>
                <td className="mv-num">{opener('pin', t(security.hasPin ? 'session.mine.replace' : 'session.mine.setUp'))}</td>
              </tr>
              <tr>
                <th scope="row">{t('session.totp.title')}</th>
                <td>
                  <StatusDot tone={security.totpSince ? 'green' : 'grey'}>
                    {security.totpSince ? t('session.mine.codesLeft', { count: security.backupCodesLeft }) : t('session.mine.notSet')}
                  </StatusDot>
                </td>
                <td className="mv-num">{opener('totp', t(security.totpSince ? 'session.mine.manage' : 'session.mine.setUp'))}</td>
              </tr>
            </tbody>
          </table>
        )}
        {form === 'password' && <MyAccountPassword onDone={() => done(t('session.mine.passwordSaved'))} onCancel={close} />}
        {security && form === 'pin' && (
          <MyAccountPin
            hasPin={security.hasPin}
            onDone={(isSet) => done(t(isSet ? 'session.mine.pinSaved' : 'session.mine.pinRemoved'))}
            onCancel={close}
          />
        )}
        {security && form === 'totp' && (
          <MyAccountTotp
            isOn={security.totpSince !== null}
            isRequired={security.isTotpRequired}
            onDone={(isOn) => done(t(isOn ? 'session.mine.totpOn' : 'session.mine.totpOff'))}
            onCancel={close}
          />
        )}
      </div>
    </Card>
  );
}
