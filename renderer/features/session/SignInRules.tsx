import { Checkbox, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { useRoleWords } from './roleWords.ts';

/** Per role: after how long the screen locks, and whether one-time codes are asked for. Kept at once. */
export function SignInRules() {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const answer = useQuery('session.signInRules', {});
  const { run, error } = useCommand('session.amendSignInRule');
  return (
    <Card title={t('session.rules.title')}>
      <p className="mv-muted">{t('session.rules.text')}</p>
      <ErrorLine error={answer.error ?? error} />
      {!answer.data && !answer.error && <SkeletonRows />}
      <table className="mv-small-table">
        <thead>
          <tr>
            <th scope="col">{t('settings.roles')}</th>
            <th scope="col">{t('session.rules.minutes')}</th>
            <th scope="col">{t('session.totp.title')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data?.rules.map((rule) => (
            <tr key={rule.role}>
              <th scope="row">{roleWords(rule.role)}</th>
              <td>
                <NumberInput
                  key={rule.idleLockMinutes}
                  size="xs"
                  w={76}
                  min={1}
                  max={60}
                  allowDecimal={false}
                  clampBehavior="blur"
                  aria-label={t('session.rules.minutesOf', { role: roleWords(rule.role) })}
                  defaultValue={rule.idleLockMinutes}
                  onBlur={(event) => {
                    const minutes = Math.min(60, Math.max(1, Number(event.currentTarget.value)));
                    if (Number.isInteger(minutes) && minutes !== rule.idleLockMinutes) void run({ ...rule, idleLockMinutes: minutes });
                  }}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={t('session.rules.totpOf', { role: roleWords(rule.role) })}
                  checked={rule.requiresTotp}
                  onChange={(event) => void run({ ...rule, requiresTotp: event.currentTarget.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
