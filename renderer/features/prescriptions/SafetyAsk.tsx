import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SafetyAnswer } from '../../../preload/contract/safety.ts';
import { type SafetyQuestion, safetyQuestions } from '../../../preload/contract/safetyOverrides.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine, notifyDone } from '../../ui/index.ts';

const kinds: Record<SafetyQuestion, string> = { pregnant: 'pregnancy', lactating: 'lactation', hepatic: 'hepatic' };
const answersTo = { pregnant: ['no', 'yes'], lactating: ['no', 'yes'], hepatic: ['no', 'mild', 'moderate', 'severe'] } as const;

/** What nobody asked, asked here: one press answers, and the check is made again. */
export function SafetyAsk({ patientId, answer, onAnswered }: { patientId: string; answer: SafetyAnswer; onAnswered: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('safety.answer');
  const open = safetyQuestions.filter((question) =>
    answer.coverage.unchecked.some(({ against, code }) => code === 'not_asked' && against === kinds[question]),
  );
  if (open.length === 0) return null;
  const say = async (question: SafetyQuestion, said: 'no' | 'yes' | 'mild' | 'moderate' | 'severe') => {
    if (!(await run({ patientId, question, answer: said }))) return;
    notifyDone(t('safety.ask.noted'));
    onAnswered();
  };
  return (
    <fieldset className="mv-asks" aria-label={t('safety.ask.title')}>
      {open.map((question) => (
        <div key={question} className="mv-line" role="group" aria-label={t(`safety.ask.${question}`)}>
          <span>{t(`safety.ask.${question}`)}</span>
          {answersTo[question].map((said) => (
            <Button
              key={said}
              size="compact-xs"
              variant="default"
              disabled={isRunning}
              aria-label={`${t(`safety.ask.${question}`)} ${t(`safety.ask.${said}`)}`}
              onClick={() => void say(question, said)}
            >
              {t(`safety.ask.${said}`)}
            </Button>
          ))}
        </div>
      ))}
      <ErrorLine error={error} />
    </fieldset>
  );
}
