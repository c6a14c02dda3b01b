import { ActionIcon, Button } from '@mantine/core';
import { Printer, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { BlobRef } from '../../../preload/contract/common.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { SkeletonRows, Tag } from '../../ui/signs.tsx';
import { PdfDialog } from '../documents/PdfDialog.tsx';
import { AddFactForm } from './AddFactForm.tsx';
import { DetailsForm } from './DetailsForm.tsx';
import { HouseholdForm } from './HouseholdForm.tsx';
import { PhotoField } from './PhotoField.tsx';
import { useFactWords, useFieldLabel } from './words.ts';

export type PersonDetailsNow = Output<'registration.details'>;

/** What is known of a person besides name and birth date: address, other names and numbers, relatives, consents, household. */
export function PersonCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const { locale } = useFormat();
  const { data, error } = useQuery('registration.details', { patientId });
  const print = useCommand('registration.printCard');
  const [card, setCard] = useState<BlobRef | null>(null);
  const [isOpen, setOpen] = useState<'details' | 'fact' | 'household' | null>(null);
  const close = () => setOpen(null);
  const canChange = can('Patient.update');
  return (
    <Card
      title={t('registration.title')}
      actions={
        <ActionIcon
          variant="default"
          loading={print.isRunning}
          aria-label={t('registration.printCard')}
          title={t('registration.printCard')}
          onClick={async () => setCard((await print.run({ patientId, locale })) ?? null)}
        >
          <Printer size={15} />
        </ActionIcon>
      }
    >
      <div className="mv-stack">
        <ErrorLine error={error ?? print.error} />
        {!data && !error && <SkeletonRows rows={3} />}
        {data && (
          <>
            {data.isUnidentified && <Tag tone="amber">{t('registration.unidentified')}</Tag>}
            <PhotoField patientId={patientId} details={data} />
            <Known details={data} />
            <FactList patientId={patientId} facts={data.facts} />
            <Household patientId={patientId} people={data.household} />
            {canChange && (
              <div className="mv-actions">
                <Button size="compact-sm" variant="default" onClick={() => setOpen('details')}>
                  {t('registration.details.open')}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setOpen('fact')}>
                  {t('registration.fact.open')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<UserRoundPlus size={14} aria-hidden="true" />}
                  onClick={() => setOpen('household')}
                >
                  {t('registration.household.open')}
                </Button>
              </div>
            )}
            {isOpen === 'details' && <DetailsForm patientId={patientId} details={data} onClose={close} />}
            {isOpen === 'fact' && <AddFactForm patientId={patientId} onClose={close} />}
            {isOpen === 'household' && <HouseholdForm patientId={patientId} onClose={close} />}
          </>
        )}
      </div>
      <PdfDialog blob={card} onClose={() => setCard(null)} />
    </Card>
  );
}

function Known({ details }: { details: PersonDetailsNow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useFieldLabel();
  const rows = (['district', 'region', 'country', 'language', 'gender'] as const)
    .filter((field) => details[field] !== '')
    .map((field) => [label(field), details[field]] as const);
  const death = details.deceasedOn ? ([[t('registration.details.deceasedOn'), format.day(details.deceasedOn)]] as const) : [];
  return rows.length + death.length > 0 ? <Facts facts={[...death, ...rows]} /> : null;
}

function FactList({ patientId, facts }: { patientId: string; facts: PersonDetailsNow['facts'] }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useFactWords();
  const retract = useCommand('registration.retractFact');
  if (facts.length === 0) return null;
  return (
    <>
      <ul className="mv-list">
        {facts.map(({ factId, fact }) => (
          <li key={factId} className="mv-entry mv-entry-top">
            <span className="mv-grow">
              {words(fact).text}
              <small>{words(fact).kind}</small>
            </span>
            {can('Patient.update') && (
              <ConfirmButton
                size="compact-xs"
                label={t('registration.retract.button')}
                title={t('registration.retract.title', { what: words(fact).text })}
                consequence={t('registration.retract.text')}
                reasonLabel={t('registration.retract.reason')}
                confirmLabel={t('registration.retract.confirm')}
                isDanger
                onConfirm={(reason) => retract.run({ patientId, kind: fact.kind, factId, reason })}
              />
            )}
          </li>
        ))}
      </ul>
      <ErrorLine error={retract.error} />
    </>
  );
}

function Household({ patientId, people }: { patientId: string; people: PersonDetailsNow['household'] }) {
  const { t } = useTranslation();
  const can = useCan();
  const leave = useCommand('registration.leaveHousehold');
  if (people.length === 0) return null;
  return (
    <div>
      <div className="mv-label">{t('registration.household.title')}</div>
      <ul className="mv-list">
        {people.map((one) => (
          <li key={one.patientId} className="mv-entry">
            <Link href={`/patients/${one.patientId}`} className="mv-link">
              {one.displayName}
            </Link>
          </li>
        ))}
      </ul>
      {can('Patient.update') && (
        <ConfirmButton
          size="compact-xs"
          label={t('registration.household.leave')}
          title={t('registration.household.leaveTitle')}
          consequence={t('registration.household.leaveText')}
          confirmLabel={t('registration.household.leave')}
          onConfirm={() => leave.run({ patientId })}
        />
      )}
      <ErrorLine error={leave.error} />
    </div>
  );
}
