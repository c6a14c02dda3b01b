import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { BloodUnit } from '../../../preload/contract/blood.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, Facts, Notice, Tag, ThingPane } from '../../ui/index.ts';
import { groupWord } from './groups.ts';
import { ReserveForm } from './ReserveForm.tsx';

/** One bag: what it is, whom it is kept for, and the next step. */
export function UnitPane({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useQuery('blood.get', { unitId });
  if (!found.data) return <ThingPane label={t('blood.title')} closeLabel={t('blood.close')} onClose={onClose} read={found} />;
  const { unit } = found.data;
  return (
    <ThingPane
      label={unit.unitNumber}
      title={
        <div className="mv-title-line">
          <h2>{t('blood.unitTitle', { group: groupWord(unit.group), component: t(`blood.components.${unit.component}`) })}</h2>
          <Tag tone={unit.status === 'available' && !unit.isExpired ? 'green' : 'grey'}>{t(`blood.status.${unit.status}`)}</Tag>
        </div>
      }
      closeLabel={t('blood.close')}
      onClose={onClose}
      read={found}
    >
      <div className="mv-stack">
        {unit.isExpired && <Notice tone="red">{t('blood.isExpired', { day: format.day(unit.expiry) })}</Notice>}
        <Facts
          facts={[
            [t('blood.columns.number'), unit.unitNumber],
            [t('blood.columns.volume'), t('blood.ml', { volume: format.number(unit.volumeMl) })],
            [t('blood.columns.expiry'), format.day(unit.expiry)],
            [t('blood.columns.source'), unit.source],
          ]}
        />
        <Steps key={unit.version} unit={unit} />
      </div>
    </ThingPane>
  );
}

function Steps({ unit }: { unit: BloodUnit }) {
  const { t } = useTranslation();
  const can = useCan();
  const [isReserving, setReserving] = useState(false);
  const end = useCommand('blood.end');
  const { unitId, version } = unit;
  const mayReserve = can('BloodUnit.reserve');
  const ending = (outcome: 'discarded' | 'returned-to-bank' | 'back-on-shelf') => (
    <ConfirmButton
      key={outcome}
      label={t(`blood.end.${outcome}.open`)}
      title={t(`blood.end.${outcome}.open`)}
      consequence={t(`blood.end.${outcome}.text`)}
      reasonLabel={t('blood.why')}
      confirmLabel={t(`blood.end.${outcome}.open`)}
      isDanger={outcome === 'discarded'}
      onConfirm={(reason) => end.run({ unitId, version, outcome, reason })}
    />
  );
  return (
    <>
      {mayReserve && (unit.status === 'reserved' || unit.status === 'issued') && <KeptFor unit={unit} />}
      {isReserving && <ReserveForm unit={unit} onDone={() => setReserving(false)} />}
      <ErrorLine error={end.error} />
      <div className="mv-actions">
        {mayReserve && unit.status === 'available' && !unit.isExpired && !isReserving && <Button onClick={() => setReserving(true)}>{t('blood.reserve.open')}</Button>}
        {can('BloodUnit.update') && unit.status === 'issued' && (
          <>
            <Button onClick={() => void end.run({ unitId, version, outcome: 'transfused' })} loading={end.isRunning}>
              {t('blood.end.transfused')}
            </Button>
            {ending('back-on-shelf')}
          </>
        )}
        {can('BloodUnit.update') && (unit.status === 'available' || unit.status === 'reserved') && ending('returned-to-bank')}
        {can('BloodUnit.update') && ['available', 'reserved', 'issued'].includes(unit.status) && ending('discarded')}
      </div>
    </>
  );
} // prettier-ignore

function KeptFor({ unit }: { unit: BloodUnit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unitId, version } = unit;
  const found = useQuery('blood.reservation', { unitId });
  const match = useCommand('blood.crossMatch');
  const issue = useCommand('blood.issue');
  const release = useCommand('blood.release');
  const kept = found.data?.reservation;
  if (!kept) return <ErrorLine error={found.error} />;
  const isWaiting = unit.status === 'reserved';
  return (
    <Card title={t('blood.keptFor')}>
      <div className="mv-stack">
        {kept.isLate && isWaiting && <Notice tone="amber">{t('blood.late', { when: format.instant(kept.reservedUntil) })}</Notice>}
        <Facts
          facts={[
            [t('blood.person'), <Link key="person" href={`/patients/${kept.patient.patientId}`}>{kept.patient.displayName}</Link>],
            [t('blood.personGroup'), kept.patientGroup ? groupWord(kept.patientGroup) : t('blood.notKnown')],
            [t('blood.crossMatch'), t(`blood.match.${kept.crossMatch}`)],
            ...(kept.emergencyReason === '' ? [] : [[t('blood.emergency'), kept.emergencyReason] as const]),
            [t('blood.until'), `${format.instant(kept.reservedUntil)} · ${kept.reservedBy}`],
          ]}
        />
        <ErrorLine error={match.error ?? issue.error ?? release.error} />
        {isWaiting && (
          <div className="mv-actions">
            {kept.crossMatch === 'pending' && (
              <>
                <Button variant="default" onClick={() => void match.run({ unitId, version, result: 'compatible' })}>
                  {t('blood.matchCompatible')}
                </Button>
                <ConfirmButton label={t('blood.matchIncompatible')} title={t('blood.matchIncompatible')} consequence={t('blood.matchIncompatibleText')} reasonLabel={t('blood.why')} confirmLabel={t('blood.matchIncompatible')} isDanger onConfirm={(note) => match.run({ unitId, version, result: 'incompatible', note })} />
              </>
            )}
            {kept.crossMatch === 'compatible' ? (
              <Button onClick={() => void issue.run({ unitId, version })} loading={issue.isRunning}>
                {t('blood.issue')}
              </Button>
            ) : (
              <ConfirmButton label={t('blood.issueEmergency')} title={t('blood.issueEmergency')} consequence={t('blood.issueEmergencyText')} reasonLabel={t('blood.why')} confirmLabel={t('blood.issueEmergency')} isDanger onConfirm={(emergencyReason) => issue.run({ unitId, version, emergencyReason })} />
            )}
            <ConfirmButton label={t('blood.release')} title={t('blood.release')} consequence={t('blood.releaseText')} reasonLabel={t('blood.why')} confirmLabel={t('blood.release')} onConfirm={(reason) => release.run({ unitId, version, reason })} />
          </div>
        )}
      </div>
    </Card>
  );
} // prettier-ignore
