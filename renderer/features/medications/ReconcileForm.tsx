import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Decision,
  decisions,
  type MedicineLine,
  type Occasion,
  occasions,
  type Stated,
} from '../../../preload/contract/medications.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { emptyStatement, isSaid, StatementFields } from './StatementFields.tsx';

type Answer = { decision: Decision | null; note: string };
const unanswered: Answer = { decision: null, note: '' };
const needsNote = ({ decision, note }: Answer): boolean => decision !== null && decision !== 'taking' && note.trim().length < 3;

type Props = {
  patientId: string;
  encounterId: string | null;
  occasion: Occasion;
  lines: readonly MedicineLine[];
  onDone: () => void;
};

/** Medicine by medicine: is it taken as it is written? Then what else is taken. Nothing is saved until each has its answer. */
export function ReconcileForm({ patientId, encounterId, occasion: usual, lines, onDone }: Props) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('medications.reconcile');
  const [occasion, setOccasion] = useState(usual);
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const [added, setAdded] = useState<readonly Stated[]>([]);
  const [isTried, setTried] = useState(false);
  const answerOf = (id: string) => answers[id] ?? unanswered;
  const open = lines.filter(({ id }) => answerOf(id).decision === null).length;
  const save = async () => {
    setTried(true);
    if (open > 0 || lines.some(({ id }) => needsNote(answerOf(id))) || !added.every(isSaid)) return;
    const said = lines.map(({ id, kind }) => ({ id, kind, decision: answerOf(id).decision ?? 'taking', note: answerOf(id).note.trim() }));
    if (!(await run({ patientId, encounterId, occasion, decisions: said, added: [...added] }))) return;
    notifyDone(t('medications.reconciled'));
    onDone();
  };
  return (
    <Form label={t('medications.goThrough')} onSubmit={() => void save()} onCancel={onDone}>
      <Select
        label={t('medications.occasionLabel')}
        allowDeselect={false}
        value={occasion}
        onChange={(next) => setOccasion(occasions.find((one) => one === next) ?? usual)}
        data={occasions.map((one) => ({ value: one, label: t(`medications.occasion.${one}`) }))}
      />
      {lines.length === 0 && <p className="mv-none">{t('medications.nothingKnown')}</p>}
      {lines.map((line) => (
        <Question
          key={line.id}
          line={line}
          answer={answerOf(line.id)}
          isTried={isTried}
          onAnswer={(next) => setAnswers({ ...answers, [line.id]: next })}
        />
      ))}
      {added.map((one, index) => (
        <div key={index} className="mv-stack mv-med-added">
          <StatementFields value={one} isTried={isTried} autoFocus onChange={(next) => setAdded(added.with(index, next))} />
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAdded(added.toSpliced(index, 1))}>
            {t('medications.remove')}
          </Button>
        </div>
      ))}
      <Button size="compact-sm" variant="light" onClick={() => setAdded([...added, emptyStatement])}>
        {t('medications.addAnother')}
      </Button>
      {isTried && open > 0 && (
        <p role="alert" className="mv-med-open">
          {t('medications.stillOpen', { count: open })}
        </p>
      )}
      <FormActions save={t('medications.reconcile')} isRunning={isRunning} error={error} onCancel={onDone} />
    </Form>
  );
} // prettier-ignore

type QuestionProps = { line: MedicineLine; answer: Answer; isTried: boolean; onAnswer: (next: Answer) => void };

function Question({ line, answer, isTried, onAnswer }: QuestionProps) {
  const { t } = useTranslation();
  const can = useCan();
  const mayStop = line.kind === 'prescribed' && can('MedicationRequest.update') && ['active', 'on-hold'].includes(line.status);
  const choices = decisions.filter((one) => one !== 'stop' || mayStop);
  const label = t('medications.decisionLabel', { medicine: line.medicine });
  return (
    <div className="mv-med-question">
      <div>
        <strong>{line.medicine}</strong>
        <small>{line.directions}</small>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={answer.decision ?? ''}
        onChange={(next) => onAnswer({ ...answer, decision: decisions.find((one) => one === next) ?? null })}
        data={choices.map((one) => ({ value: one, label: t(`medications.decision.${one}`) }))}
      />
      {answer.decision !== null && answer.decision !== 'taking' && (
        <TextInput
          label={t(`medications.decisionNote.${answer.decision}`)}
          autoFocus
          value={answer.note}
          onChange={(event) => onAnswer({ ...answer, note: event.currentTarget.value })}
          error={isTried && needsNote(answer) ? t('medications.wrongNote') : null}
        />
      )}
    </div>
  );
}
