import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SessionCard } from '../../../preload/contract/session.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows, StatusDot, Tag } from '../../ui/signs.tsx';

/** Where one is signed in; with isEverybody, who is signed in where. A seat that is signed out shows its sign-in page at once. */
export function MyAccountSessions({ isEverybody = false }: { isEverybody?: boolean }) {
  const { t } = useTranslation();
  const answer = useQuery(isEverybody ? 'session.all' : 'session.mine', {});
  const { run, error } = useCommand('session.end');
  return (
    <Card title={t(isEverybody ? 'session.list.all' : 'session.list.mine')}>
      <ErrorLine error={answer.error ?? error} />
      {!answer.data && !answer.error && <SkeletonRows rows={2} />}
      <table className="mv-small-table">
        <tbody>
          {answer.data?.sessions.map((one) => (
            <SessionRow key={one.sessionId} session={one} isNamed={isEverybody} onEnd={() => void run({ sessionId: one.sessionId })} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function SessionRow({ session, isNamed, onEnd }: { session: SessionCard; isNamed: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { seatKind, seatName } = session;
  const seat = seatName === seatKind ? t(`session.list.seat.${seatKind}`) : seatName; // one that was paired has a name
  return (
    <tr>
      <th scope="row">
        {isNamed ? session.displayName : seat}
        {isNamed && <span className="mv-muted"> {seat}</span>}
      </th>
      <td>{t('session.list.since', { when: format.instant(session.startedAt) })}</td>
      <td>
        <StatusDot tone={session.isLocked ? 'grey' : 'green'}>
          {t(session.isLocked ? 'session.list.locked' : 'session.list.open')}
        </StatusDot>
      </td>
      <td className="mv-num">
        {session.isThis ? (
          <Tag isPlain>{t('session.list.this')}</Tag>
        ) : (
          <Button size="compact-sm" variant="default" onClick={onEnd}>
            {t('session.list.end')}
          </Button>
        )}
      </td>
    </tr>
  );
}
