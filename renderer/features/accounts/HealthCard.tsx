import './accounts.css';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Facts, SkeletonRows, StatusDot } from '../../ui/index.ts';

const gigabyte = 1024 ** 3;
const lowOnDisk = 2 * gigabyte;
const everyMs = 60_000;

/** How the computer is doing, for the administrator. */
export function HealthCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = useQuery('facility.health', {}, { everyMs });
  const network = useQuery('network.status', {}).data;
  const size = (bytes: number) =>
    bytes >= gigabyte ? `${format.number(bytes / gigabyte, 1)} GB` : `${format.number(Math.max(1, Math.round(bytes / 1024 ** 2)))} MB`;
  return (
    <Card title={t('accounts.health.title')}>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data && (
        <Facts
          facts={[
            [
              t('accounts.health.disk'),
              <StatusDot key="disk" tone={data.diskFree < lowOnDisk ? 'red' : 'green'}>
                {t('accounts.health.diskOf', { free: size(data.diskFree), total: size(data.diskTotal) })}
                {data.diskFree < lowOnDisk && ` · ${t('accounts.health.diskLow')}`}
              </StatusDot>,
            ],
            [t('accounts.health.database'), size(data.database)],
            [t('accounts.health.files'), size(data.files)],
            [
              t('accounts.health.backup'),
              <StatusDot key="backup" tone={data.isBackupTooOld ? 'red' : data.lastBackupAt ? 'green' : 'amber'}>
                {data.lastBackupAt ? format.ago(data.lastBackupAt) : t('accounts.health.noBackup')}
              </StatusDot>,
            ],
            [
              t('accounts.health.lastSync'),
              network?.lastContactAt
                ? `${format.ago(network.lastContactAt)} · ${t('accounts.health.waiting', { count: network.waiting, replace: { count: format.number(network.waiting) } })}`
                : t('accounts.health.alone'),
            ],
            [t('accounts.health.verified'), <Verified key="verified" last={data.lastVerification} />],
            [
              t('accounts.health.errors'),
              data.errorsInADay === null ? (
                t('accounts.health.logUnreadable')
              ) : (
                <StatusDot key="errors" tone={data.errorsInADay > 0 ? 'amber' : 'green'}>
                  {data.errorsInADay > 0 ? format.number(data.errorsInADay) : t('accounts.health.noErrors')}
                </StatusDot>
              ),
            ],
          ]}
        />
      )}
      {data && data.lastErrors.length > 0 && (
        <ul className="mv-list" aria-label={t('accounts.health.lastErrors')}>
          {data.lastErrors.map((one) => (
            <li key={`${one.at} ${one.what}`}>
              <time dateTime={one.at} className="mv-muted">
                {format.instant(one.at)}
              </time>{' '}
              {one.what}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Verified({ last }: { last: { at: string; ok: boolean; rows: number } | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!last) return <StatusDot tone="amber">{t('accounts.health.notVerified')}</StatusDot>;
  return (
    <StatusDot tone={last.ok ? 'green' : 'red'}>
      {format.ago(last.at)} · {last.ok ? t('accounts.health.whole', { rows: format.number(last.rows) }) : t('accounts.health.broken')}
    </StatusDot>
  );
}
