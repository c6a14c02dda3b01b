import { useTranslation } from 'react-i18next';
import { relationships, socialAnswers, socialKinds } from '../../../preload/contract/histories.ts';
import type { TimelineEntry } from '../../../preload/contract/timeline.ts';
import type { Tone } from '../../ui/signs.tsx';
import { useStatusWords } from '../patients/statusWords.ts';

const letters = ['referral', 'sick-note', 'discharge-summary'] as const;
const certainties = ['unconfirmed', 'confirmed', 'refuted'] as const;
const problemStatuses = ['active', 'recurrence', 'remission', 'resolved'] as const;

/** What an entry is called; its own words stay as they were written. */
export function useTimelineWords() {
  const { t } = useTranslation();
  const statusWords = useStatusWords();
  const social = (entry: TimelineEntry) => {
    const kind = socialKinds.find((one) => entry.status.startsWith(`${one}.`));
    const answer = socialAnswers.find((one) => entry.status.endsWith(`.${one}`));
    return kind && answer ? `${t(`histories.kind.${kind}`)}: ${t(`histories.answer.${answer}`)}` : null;
  };
  return {
    kind: (entry: TimelineEntry): string => {
      const letter = letters.find((one) => one === entry.code);
      if (entry.kind === 'letter' && letter) return t(`timeline.letter.${letter}`);
      if (entry.kind === 'note' && entry.code === 'addendum') return t('timeline.addendum');
      return t(`timeline.one.${entry.kind}`);
    },
    title: (entry: TimelineEntry): string => {
      if (entry.kind === 'allergy' && entry.status === 'none-known') return t('allergies.noneKnown');
      if (entry.kind !== 'history') return entry.title;
      const relationship = relationships.find((one) => one === entry.status);
      return social(entry) ?? (relationship ? `${t(`histories.relationship.${relationship}`)}: ${entry.title}` : entry.title);
    },
    isCodeShown: ({ kind }: TimelineEntry): boolean => kind !== 'note' && kind !== 'letter',
    status: (entry: TimelineEntry): string => {
      const certainty = certainties.find((one) => one === entry.status);
      if (entry.kind === 'allergy') return certainty ? t(`allergies.certaintyShort.${certainty}`) : '';
      const problem = problemStatuses.find((one) => one === entry.status);
      if (entry.kind === 'problem') return problem ? t(`problems.status.${problem}`) : '';
      if (entry.kind === 'laboratory') return entry.status === 'active' ? t('timeline.waiting') : '';
      if (entry.kind === 'visit' || entry.kind === 'prescription') return statusWords(entry.status);
      return entry.status === 'preliminary' ? t('timeline.unsigned') : '';
    },
    tone: (entry: TimelineEntry): Tone =>
      entry.status === 'active' || entry.status === 'in-progress' ? 'blue' : entry.status === 'preliminary' ? 'amber' : 'grey',
  };
}
