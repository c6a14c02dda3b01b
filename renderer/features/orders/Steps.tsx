import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import './orders.css';

type Step = { event: string; at: string; byName: string; note: string };

/** What happened, oldest first: who and when. `word`: the event as people say it; `noteOf`: its note in words. */
export function Steps({
  steps,
  word,
  noteOf,
}: {
  steps: readonly Step[];
  word: (event: string) => string;
  noteOf?: (step: Step) => string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className="mv-steps">
      {steps.map((step) => {
        const note = noteOf?.(step) ?? step.note;
        return (
          <li key={`${step.event} ${step.at}`}>
            <strong>{word(step.event)}</strong> {note}
            <div className="mv-muted">{t('orders.by', { when: format.instant(step.at), who: step.byName })}</div>
          </li>
        );
      })}
    </ol>
  );
}
