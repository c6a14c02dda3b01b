import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabOrder } from '../../../preload/contract/laboratory.ts';
import { useCommand } from '../../lib/api.ts';
import { useDraft } from '../../lib/draft.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { focusFirstError, Form, FormActions } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { ConfirmResults, useResultsToConfirm } from './ConfirmResults.tsx';
import { InterpretationTag, shortTest, useRangeWords, useResultWords } from './labWords.tsx';
import { parseResult, type TypedResults } from './parseResult.ts';
import { ResultField } from './ResultField.tsx';

/** Results as they are read off the machine or by eye: what is there, and a field for each that is missing. Part of them may be issued. */
export function ResultsForm({ order }: { order: LabOrder }) {
  const { t } = useTranslation();
  const can = useCan();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('laboratory.enterResults');
  const draft = useDraft(`results:${order.serviceRequestId}`, order.patient.patientId);
  const [typedHere, setTyped] = useState<TypedResults | null>(null);
  const [isTried, setTried] = useState(false);
  const toConfirm = useResultsToConfirm(error);
  const typed = typedHere ?? draft.restored?.content ?? {};
  const waiting = order.tests.filter(({ result }) => result === null);
  const parsed = waiting.map((test) => ({ test, ...parseResult(typed[test.loinc] ?? '', test.unit) }));
  const isEntering = order.status === 'active' && waiting.length > 0 && can('DiagnosticReport.create');

  const change = (loinc: string, text: string) => {
    const next = { ...typed, [loinc]: text };
    setTyped(next);
    toConfirm.forget();
    draft.save(next);
    reset();
  };
  const drop = () => {
    setTyped({});
    draft.discard();
    setTried(false);
    toConfirm.forget();
    reset();
  };
  const issue = async () => {
    setTried(true);
    const results = parsed.flatMap(({ test, state, value, unit }) => (state === 'read' ? [{ loinc: test.loinc, value, unit }] : []));
    if (results.length === 0 || parsed.some(({ state }) => state === 'wrong')) return focusFirstError(box.current);
    const answer = await run({ serviceRequestId: order.serviceRequestId, version: order.version, results, confirmed: toConfirm.confirmed });
    if (!answer) return undefined;
    drop();
    return notifyDone(t(answer.status === 'completed' ? 'laboratory.entry.complete' : 'laboratory.entry.partly'));
  };

  return (
    <div ref={box} className="mv-stack">
      <IssuedResults order={order} />
      {isEntering && (
        <Form label={t('laboratory.entry.title')} onSubmit={() => void issue()}>
          <small className="mv-muted">{t('laboratory.entry.hint')}</small>
          {parsed.map(({ test, state }) => (
            <ResultField
              key={test.loinc}
              name={shortTest(test.name)}
              unit={test.unit}
              text={typed[test.loinc] ?? ''}
              isWrong={isTried && state === 'wrong'}
              onText={(text) => change(test.loinc, text)}
            />
          ))}
          <ConfirmResults
            results={toConfirm}
            nameOf={(loinc) => shortTest(order.tests.find((one) => one.loinc === loinc)?.name ?? '')}
            textOf={(loinc) => typed[loinc] ?? ''}
          />
          {isTried && parsed.every(({ state }) => state === 'empty') && <Notice tone="amber">{t('laboratory.entry.nothing')}</Notice>}
          <FormActions
            save={t('laboratory.entry.issue')}
            error={toConfirm.error}
            isRunning={isRunning}
            isDisabled={toConfirm.isWaiting}
            onCancel={drop}
            cancel={t('laboratory.entry.clear')}
          />
        </Form>
      )}
    </div>
  );
}

function IssuedResults({ order }: { order: LabOrder }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useResultWords();
  const ranges = useRangeWords();
  const retract = useCommand('laboratory.retract');
  const issued = order.tests.flatMap(({ result }) => (result ? [result] : []));
  if (issued.length === 0) return null;
  return (
    <>
      <table className="mv-small-table">
        <caption className="mv-sr">{t('laboratory.entry.issued')}</caption>
        <tbody>
          {issued.map((result) => (
            <tr key={result.observationId}>
              <th scope="row">{shortTest(result.name)}</th>
              <td className="mv-num">
                <strong>{words(result)}</strong>
              </td>
              <td>
                <InterpretationTag interpretation={result.interpretation} />
              </td>
              <td className="mv-muted mv-num">{ranges(result)}</td>
              <td>
                {can('DiagnosticReport.create') && (
                  <ConfirmButton
                    size="compact-xs"
                    label={t('laboratory.retract.button')}
                    title={t('laboratory.retract.title', { name: shortTest(result.name) })}
                    consequence={t('laboratory.retract.text')}
                    reasonLabel={t('laboratory.retract.reason')}
                    confirmLabel={t('laboratory.retract.confirm')}
                    isDanger
                    onConfirm={(reason) => retract.run({ observationId: result.observationId, reason })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ErrorLine error={retract.error} />
    </>
  );
}
