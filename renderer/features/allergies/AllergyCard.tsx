import { ActionIcon, Button } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllergyLine, Chart } from '../../../preload/contract/patients.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { HistoryButton } from '../audit/HistoryButton.tsx';
import { AllergyEdit } from './AllergyEdit.tsx';
import { AllergyForm } from './AllergyForm.tsx';

/** Allergies as a statement, with the two ways to make one. */
export function AllergyCard({ patientId, allergies }: { patientId: string; allergies: Chart['allergies'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [isAdding, setAdding] = useState(false);
  const none = useCommand('allergies.recordNoneKnown');
  const sayNone = async () => {
    if (await none.run({ patientId })) notifyDone(t('allergies.noneKnownDone'));
  };
  return (
    <Card
      title={t('allergies.title')}
      actions={
        can('AllergyIntolerance.create') &&
        !isAdding && (
          <>
            {allergies.status === 'not-asked' && (
              <Button size="compact-sm" variant="default" loading={none.isRunning} onClick={() => void sayNone()}>
                {t('allergies.noneKnown')}
              </Button>
            )}
            <Button size="compact-sm" variant="light" onClick={() => setAdding(true)}>
              {t('allergies.add')}
            </Button>
          </>
        )
      }
    >
      <div className="mv-stack">
        <ErrorLine error={none.error} />
        {isAdding && <AllergyForm patientId={patientId} onDone={() => setAdding(false)} />}
        {allergies.status === 'not-asked' && !isAdding && <p className="mv-none">{t('allergies.notAsked')}</p>}
        {allergies.status === 'none-known' && (
          <p className="mv-none">{t('allergies.noneKnownSince', { date: allergies.askedAt ? format.dayOf(allergies.askedAt) : '' })}</p>
        )}
        {allergies.list.length + allergies.refuted.length > 0 && (
          <ul className="mv-list">
            {[...allergies.list, ...allergies.refuted].map((allergy) => (
              <AllergyEntry key={allergy.id} allergy={allergy} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function AllergyEntry({ allergy }: { allergy: AllergyLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { run, error } = useCommand('allergies.enteredInError');
  const [isEditing, setEditing] = useState(false);
  if (isEditing) {
    return (
      <li className="mv-entry">
        <div className="mv-grow">
          <strong>{allergy.substance}</strong>
          <AllergyEdit allergy={allergy} onDone={() => setEditing(false)} />
        </div>
      </li>
    );
  }
  const isRefuted = allergy.certainty === 'refuted';
  const said = [allergy.reaction, allergy.severity && t(`allergies.severityOf.${allergy.severity}`), format.dayOf(allergy.recordedAt)];
  return (
    <li className={`mv-entry${isRefuted ? ' mv-refuted' : ''}`}>
      <span className="mv-grow">
        <span className="mv-allergy-head">
          {isRefuted ? <s>{allergy.substance}</s> : <strong>{allergy.substance}</strong>}
          <Tag isPlain tone={allergy.certainty === 'confirmed' ? 'accent' : 'grey'}>
            {t(`allergies.certaintyShort.${allergy.certainty}`)}
          </Tag>
          {!isRefuted && (
            <Tag tone={allergy.criticality === 'high' ? 'red' : 'grey'}>{t(`allergies.criticalityShort.${allergy.criticality}`)}</Tag>
          )}
        </span>
        <small>{said.filter(Boolean).join(' · ')}</small>
        <ErrorLine error={error} />
      </span>
      <HistoryButton resource="AllergyIntolerance" id={allergy.id} name={allergy.substance} />
      {can('AllergyIntolerance.update') && (
        <>
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label={t('allergies.editOf', { substance: allergy.substance })}
            title={t('allergies.editOf', { substance: allergy.substance })}
            onClick={() => setEditing(true)}
          >
            <Pencil size={14} />
          </ActionIcon>
          <ConfirmButton
            size="compact-xs"
            variant="subtle"
            color="gray"
            label={t('allergies.mistake')}
            title={t('allergies.mistakeTitle')}
            consequence={t('allergies.mistakeText', { substance: allergy.substance })}
            reasonLabel={t('allergies.mistakeReason')}
            confirmLabel={t('allergies.mistakeConfirm')}
            isDanger
            onConfirm={async (reason) => {
              if (await run({ allergyId: allergy.id, reason })) notifyDone(t('allergies.mistakeDone'));
            }}
          />
        </>
      )}
    </li>
  );
}
