import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SocialEntry, socialKinds } from '../../../preload/contract/histories.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { FamilyForm } from './FamilyForm.tsx';
import { SocialForm } from './SocialForm.tsx';

type FamilyEntry = Output<'histories.of'>['family'][number];

/** What runs in the family, tobacco and alcohol: statements with their day. */
export function HistoriesCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error, refetch } = useQuery('histories.of', { patientId });
  const [writing, setWriting] = useState<'family' | 'social' | null>(null);
  const done = () => setWriting(null);
  return (
    <Card
      title={t('histories.title')}
      actions={
        can('Observation.create') &&
        writing === null && (
          <>
            <Button size="compact-sm" variant="light" onClick={() => setWriting('family')}>
              {t('histories.addFamily')}
            </Button>
            <Button size="compact-sm" variant="light" onClick={() => setWriting('social')}>
              {t('histories.addSocial')}
            </Button>
          </>
        )
      }
    >
      <div className="mv-stack">
        <ErrorLine error={error} onRetry={() => void refetch()} />
        {!data && !error && <SkeletonRows rows={3} />}
        {writing === 'family' && <FamilyForm patientId={patientId} onDone={done} />}
        {writing === 'social' && <SocialForm patientId={patientId} onDone={done} />}
        {data && (
          <ul className="mv-list">
            {socialKinds.map((kind) => (
              <SocialLine key={kind} kind={kind} said={data.social.filter((one) => one.kind === kind)} />
            ))}
            {data.family.map((one) => (
              <FamilyLine key={one.familyHistoryId} one={one} />
            ))}
          </ul>
        )}
        {data?.family.length === 0 && <p className="mv-none">{t('histories.noFamily')}</p>}
      </div>
    </Card>
  );
}

/** The newest holds; what was said before stands behind it. */
function SocialLine({ kind, said }: { kind: SocialEntry['kind']; said: readonly SocialEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error } = useCommand('histories.socialEnteredInError');
  const [newest, ...before] = said;
  const words = (one: SocialEntry) => {
    const answer = t(`histories.answer.${one.answer}`);
    return one.amount === null ? answer : `${answer}, ${t(`histories.amount.${kind}`, { amount: format.measure(one.amount) })}`;
  };
  return (
    <li className="mv-entry">
      <span className="mv-grow">
        {t(`histories.kind.${kind}`)}: {newest ? <strong>{words(newest)}</strong> : <span className="mv-muted">{t('histories.notAsked')}</span>}
        {newest?.note && <small>{newest.note}</small>}
        {before.length > 0 && <small>{before.map((one) => `${format.day(one.effectiveOn)}: ${words(one)}`).join(' · ')}</small>}
        <ErrorLine error={error} />
      </span>
      {newest && <span className="mv-muted">{format.day(newest.effectiveOn)}</span>}
      {newest && (
        <MistakeButton
          what={`${t(`histories.kind.${kind}`)}: ${words(newest)}`}
          onConfirm={(reason) => run({ socialHistoryId: newest.socialHistoryId, reason })}
        />
      )}
    </li>
  );
} // prettier-ignore

function FamilyLine({ one }: { one: FamilyEntry }) {
  const { t } = useTranslation();
  const { run, error } = useCommand('histories.familyEnteredInError');
  const facts = [
    one.onsetAge === null ? '' : t('histories.onsetAge', { age: one.onsetAge }),
    one.isDeceased ? t('histories.died') : '',
    one.note,
  ].filter((text) => text !== '');
  const who = t(`histories.relationship.${one.relationship}`);
  return (
    <li className="mv-entry">
      <span className="mv-grow">
        {who}: <strong>{one.condition}</strong> {one.code && <span className="mv-code">{one.code}</span>}
        {facts.length > 0 && <small>{facts.join(' · ')}</small>}
        <ErrorLine error={error} />
      </span>
      <MistakeButton what={`${who}: ${one.condition}`} onConfirm={(reason) => run({ familyHistoryId: one.familyHistoryId, reason })} />
    </li>
  );
}

function MistakeButton({ what, onConfirm }: { what: string; onConfirm: (reason: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('Observation.create')) return null;
  return (
    <ConfirmButton
      size="compact-xs"
      variant="subtle"
      color="gray"
      label={t('histories.mistake')}
      title={t('histories.mistakeTitle')}
      consequence={t('histories.mistakeText', { what })}
      reasonLabel={t('histories.mistakeReason')}
      confirmLabel={t('histories.mistakeConfirm')}
      isDanger
      onConfirm={async (reason) => {
        if (await onConfirm(reason)) notifyDone(t('histories.mistakeDone'));
      }}
    />
  );
}
