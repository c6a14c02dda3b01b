import { ActionIcon, TextInput } from '@mantine/core';
import { CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, EmptyState, ErrorLine, Facts, Form, FormActions, notifyDone, Pane, SkeletonRows } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { Who } from './RegisterPane.tsx';

type Line = Output<'controlled.unwitnessed'>['lines'][number];

/** What was done without a second signature, for somebody else to judge. */
export function ReviewPane({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const waiting = useQuery('controlled.unwitnessed', {});
  const lines = waiting.data?.lines;
  return (
    <Pane
      title={t('controlled.review.title')}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label={t('controlled.review.close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <ErrorLine error={waiting.error} />
      {!lines && !waiting.error && <SkeletonRows rows={6} />}
      {lines?.length === 0 && (
        <EmptyState
          icon={CircleCheck}
          title={t('controlled.review.none')}
          text={t('controlled.review.noneText')}
          action={{ label: t('controlled.review.close'), onClick: onClose }}
        />
      )}
      <div className="mv-stack">
        {lines?.map((line) => (
          <Unwitnessed key={line.entryId} line={line} />
        ))}
      </div>
    </Pane>
  );
}

function Unwitnessed({ line }: { line: Line }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const review = useCommand('controlled.review');
  const [note, setNote] = useState('');
  const save = async () => {
    if (note.trim().length < 3) return;
    if (await review.run({ entryId: line.entryId, note: note.trim() })) notifyDone(t('controlled.review.done'));
  };
  return (
    <Card title={`${line.name}: ${units.count(Math.abs(line.quantity), line.unit)}`}>
      <div className="mv-stack">
        <Facts
          facts={[
            [t('controlled.line.at'), `${line.page} / ${line.line}`],
            [t('controlled.line.date'), format.instant(line.enteredAt)],
            [t('controlled.line.who'), <Who key="who" line={line} />],
            [t('controlled.line.by'), line.enteredBy],
            [t('controlled.review.because'), line.noWitnessReason],
          ]}
        />
        {line.isOwn ? (
          <span className="mv-muted">{t('controlled.review.own')}</span>
        ) : (
          can('Controlled.review') && (
            <Form label={t('controlled.review.title')} onSubmit={() => void save()} isShort>
              <TextInput
                label={t('controlled.review.note')}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
                maxLength={200}
                withAsterisk
              />
              <FormActions
                save={t('controlled.review.save')}
                isDisabled={note.trim().length < 3}
                error={review.error}
                isRunning={review.isRunning}
                onCancel={() => setNote('')}
              />
            </Form>
          )
        )}
      </div>
    </Card>
  );
}
