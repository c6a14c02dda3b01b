import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { Replace } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import { useQuery } from '../../lib/api.ts';
import { Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { changeDraft, handedFor, type LineDraft, type Problem } from './desk.ts';

/** Another item with the same ingredient: how many of it, how they are taken, and why. */
export function SubstituteFields(props: { line: DeskLine; draft: LineDraft; wanted: number; problem: Problem | null }) {
  const { t } = useTranslation();
  const units = useUnits();
  const { line, draft, wanted, problem } = props;
  const { medicationRequestId, unit } = line.request;
  const [isAsked, setAsked] = useState(draft.substitute !== null || line.proposal.available === 0);
  const found = useQuery('dispensing.substitutes', { medicationRequestId }, { enabled: isAsked }).data?.items;
  const { substitute } = draft;
  const set = (changes: Partial<LineDraft>) => changeDraft(medicationRequestId, changes);
  if (!isAsked)
    return (
      <div>
        <Button size="compact-sm" variant="subtle" leftSection={<Replace size={14} aria-hidden="true" />} onClick={() => setAsked(true)}>
          {t('dispensing.substitute.open')}
        </Button>
      </div>
    );
  if (!found) return null;
  if (found.length === 0) return <span className="mv-muted">{t('dispensing.substitute.none')}</span>;
  const handed = handedFor(wanted, substitute);
  return (
    <div className="mv-desk-instead">
      <Select
        label={t('dispensing.substitute.label')}
        description={t('dispensing.substitute.hint')}
        placeholder={t('dispensing.substitute.undo')}
        clearable
        clearButtonProps={{ 'aria-label': t('dispensing.substitute.undo') }}
        data={found.map((item) => ({
          value: item.itemId,
          label: t('dispensing.substitute.option', { name: item.name, quantity: units.count(item.usable, item.unit) }),
          disabled: item.usable === 0,
        }))}
        value={substitute?.itemId ?? null}
        onChange={(itemId) =>
          set({ substitute: found.find((item) => item.itemId === itemId) ?? null, quantity: null, lotId: null, scannedLot: null })
        }
      />
      {substitute && (
        <>
          {handed !== null && (
            <Notice tone="blue">
              {t('dispensing.substitute.converted', { asked: units.count(wanted, unit), given: units.count(handed, substitute.unit) })}{' '}
              {substitute.directions !== null && substitute.directions !== line.request.directions
                ? t('dispensing.substitute.newDirections', { text: substitute.directions })
                : ''}
            </Notice>
          )}
          {substitute.directions === null && (
            <Textarea
              label={t('dispensing.substitute.directions')}
              description={t('dispensing.substitute.directionsHint')}
              value={draft.directions}
              onChange={(event) => set({ directions: event.currentTarget.value })}
              error={problem === 'directions' && t('dispensing.substitute.needDirections')}
              maxLength={400}
              autosize
              withAsterisk
            />
          )}
          <TextInput
            label={t('dispensing.substitute.reason')}
            description={t('dispensing.substitute.told')}
            value={draft.substituteReason}
            onChange={(event) => set({ substituteReason: event.currentTarget.value })}
            error={problem === 'substitute-reason' && t('dispensing.substitute.needReason')}
            maxLength={200}
            withAsterisk
          />
        </>
      )}
    </div>
  );
}
