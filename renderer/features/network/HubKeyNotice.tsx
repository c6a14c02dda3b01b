import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HubKey } from '../../../preload/contract/network.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Notice, notifyDone } from '../../ui/index.ts';

/** A change of the hub's key, announced or followed, until somebody compared the new one: nobody was at the screen when it happened. */
export function HubKeyNotice({ value: { fingerprint, since, former, checkedAt, next } }: { value: HubKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { run, error, isRunning } = useCommand('network.confirmKey');
  const confirm = async () => {
    if (await run({ fingerprint })) notifyDone(t('network.hubKey.confirmed'));
  };
  return (
    <>
      {former !== null && checkedAt === null && (
        <Notice tone="amber" title={t('network.hubKey.changed', { day: format.dayOf(since) })}>
          <div className="mv-stack">
            <span>{t('network.hubKey.changedText')}</span>
            <span className="mv-muted">{t('network.hubKey.former', { fingerprint: former })}</span>
            <ErrorLine error={error} />
            {can('Organization.update') && (
              <div>
                <Button size="compact-sm" variant="default" loading={isRunning} onClick={() => void confirm()}>
                  {t('network.hubKey.confirm')}
                </Button>
              </div>
            )}
          </div>
        </Notice>
      )}
      {next !== null && (
        <Notice tone="blue" title={t('network.hubKey.announced', { day: format.dayOf(next.heardAt) })}>
          {t('network.hubKey.announcedText', { fingerprint: next.fingerprint })}
        </Notice>
      )}
    </>
  );
}

/** On Today, for whoever answers for the facility. */
export function HubKeyToday() {
  return useCan()('Organization.update') ? <Changed /> : null;
}

function Changed() {
  const { t } = useTranslation();
  const format = useFormat();
  const key = useQuery('network.hubKey', {}).data?.key;
  if (!key || key.former === null || key.checkedAt !== null) return null;
  return (
    <Notice
      tone="amber"
      actions={
        <Link href="/hub" className="mv-link">
          {t('network.hubKey.open')}
        </Link>
      }
    >
      {t('network.hubKey.changed', { day: format.dayOf(key.since) })}
    </Notice>
  );
}
