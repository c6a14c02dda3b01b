import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

type Given = Output<'immunizations.card'>['given'][number];

/** Every dose that was given, newest first, with lot, who gave it and what happened afterwards. */
export function GivenList({ given }: { given: readonly Given[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('immunizations.card.given')}>
      {given.length === 0 ? (
        <p className="mv-none">{t('immunizations.card.none')}</p>
      ) : (
        <ul className="mv-list">
          {[...given].reverse().map((dose) => (
            <GivenDose key={dose.immunizationId} dose={dose} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function GivenDose({ dose }: { dose: Given }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [isTelling, setTelling] = useState(false);
  const undo = useCommand('immunizations.enteredInError');
  const words = [
    dose.isPrimarySource ? t('immunizations.card.by', { name: dose.by }) : t('immunizations.card.elsewhere'),
    dose.lotNumber === '' ? t('immunizations.card.noLot') : t('immunizations.card.lot', { lot: dose.lotNumber }),
  ];
  return (
    <li className="mv-entry mv-entry-top mv-dose">
      <span className="mv-when">{format.day(dose.day)}</span>
      <span className="mv-grow">
        {dose.vaccine}
        <small>{words.join(' · ')}</small>
        {dose.overrideReason !== '' && <small>{t('immunizations.card.override', { reason: dose.overrideReason })}</small>}
        {dose.reactions.map((reaction) => (
          <small key={`${reaction.day}${reaction.reaction}`}>
            <Tag tone={reaction.isSerious ? 'red' : 'amber'}>
              {reaction.isSerious ? t('immunizations.reaction.isSerious') : t(`immunizations.reaction.severities.${reaction.severity}`)}
            </Tag>{' '}
            {format.day(reaction.day)}: {reaction.reaction}
          </small>
        ))}
        <ErrorLine error={undo.error} />
        {isTelling && <ReactionForm dose={dose} onDone={() => setTelling(false)} />}
      </span>
      {can('Immunization.create') && !isTelling && (
        <span className="mv-end mv-dose-acts">
          <Button size="compact-sm" variant="default" onClick={() => setTelling(true)}>
            {t('immunizations.card.reaction')}
          </Button>
          <ConfirmButton
            size="compact-sm"
            label={t('immunizations.card.error')}
            title={t('immunizations.card.errorTitle')}
            consequence={t('immunizations.card.errorText')}
            confirmLabel={t('immunizations.card.errorConfirm')}
            reasonLabel={t('immunizations.card.errorReason')}
            isDanger
            onConfirm={async (reason) => {
              if (await undo.run({ immunizationId: dose.immunizationId, reason, returnToStock: dose.isFromStock }))
                notifyDone(t('immunizations.card.errorDone'));
            }}
          />
        </span>
      )}
    </li>
  );
}

function ReactionForm({ dose, onDone }: { dose: Given; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const record = useCommand('immunizations.recordReaction');
  const [reaction, setReaction] = useState('');
  const [day, setDay] = useState(format.today);
  const [severity, setSeverity] = useState<'mild' | 'moderate' | 'severe'>('mild');
  const [isSerious, setSerious] = useState(false);
  const title = t('immunizations.reaction.title', { vaccine: dose.vaccine, day: format.day(dose.day) });
  const save = async () => {
    if (reaction.trim().length < 2) return;
    if (!(await record.run({ immunizationId: dose.immunizationId, day, reaction: reaction.trim(), severity, isSerious }))) return;
    notifyDone(t('immunizations.reaction.done'));
    onDone();
  };
  return (
    <Form label={title} onSubmit={() => void save()} onCancel={onDone}>
      <Textarea
        label={t('immunizations.reaction.what')}
        value={reaction}
        onChange={(event) => setReaction(event.currentTarget.value)}
        withAsterisk
        autoFocus
      />
      <FormRow>
        <TextInput
          type="date"
          label={t('immunizations.reaction.day')}
          value={day}
          max={format.today}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Select
          label={t('immunizations.reaction.severity')}
          allowDeselect={false}
          value={severity}
          onChange={(value) => value !== null && setSeverity(value)}
          data={(['mild', 'moderate', 'severe'] as const).map((value) => ({
            value,
            label: t(`immunizations.reaction.severities.${value}`),
          }))}
        />
      </FormRow>
      <Checkbox
        label={t('immunizations.reaction.serious')}
        checked={isSerious}
        onChange={(event) => setSerious(event.currentTarget.checked)}
      />
      <FormActions save={t('immunizations.reaction.save')} isRunning={record.isRunning} error={record.error} onCancel={onDone} />
    </Form>
  );
}
