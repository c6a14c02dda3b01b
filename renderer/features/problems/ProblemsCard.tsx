import { ActionIcon, Button } from '@mantine/core';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../preload/contract/common.ts';
import type { Problem, UnlistedDiagnosis } from '../../../preload/contract/problems.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows, Tag, type Tone } from '../../ui/signs.tsx';
import { ProblemAdd } from './ProblemAdd.tsx';
import { ProblemEdit } from './ProblemEdit.tsx';

/** One line for each code; what visits diagnosed and nobody took over waits below. */
export function ProblemsCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error, refetch } = useQuery('problems.list', { patientId });
  const [adding, setAdding] = useState<Coding | 'search' | null>(null);
  const canWrite = can('Condition.create');
  return (
    <Card
      title={t('problems.title')}
      actions={
        canWrite &&
        adding === null && (
          <Button size="compact-sm" variant="light" onClick={() => setAdding('search')}>
            {t('problems.add')}
          </Button>
        )
      }
    >
      <div className="mv-stack">
        <ErrorLine error={error} onRetry={() => void refetch()} />
        {!data && !error && <SkeletonRows rows={3} />}
        {adding !== null && (
          <ProblemAdd
            key={adding === 'search' ? '' : adding.code}
            patientId={patientId}
            coding={adding === 'search' ? null : adding}
            onDone={() => setAdding(null)}
          />
        )}
        {data?.problems.length === 0 && adding === null && <p className="mv-none">{t('problems.none')}</p>}
        {data && data.problems.length > 0 && (
          <ul className="mv-list">
            {data.problems.map((problem) => (
              <ProblemLine key={problem.problemId} problem={problem} />
            ))}
          </ul>
        )}
        {data && data.unlisted.length > 0 && <Unlisted diagnoses={data.unlisted} {...(canWrite ? { onTake: setAdding } : {})} />}
      </div>
    </Card>
  );
}

const tones: Record<Problem['clinicalStatus'], Tone> = { active: 'blue', recurrence: 'amber', remission: 'green', resolved: 'grey' };

function ProblemLine({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [isEditing, setEditing] = useState(false);
  const { coding, clinicalStatus, onsetDate, onsetPrecision, abatedDate, note } = problem;
  const days = [
    onsetDate && t('problems.since', { date: format.birthDate(onsetDate, onsetPrecision) }),
    abatedDate && t('problems.until', { date: format.day(abatedDate) }),
  ].filter(Boolean);
  if (isEditing) {
    return (
      <li className="mv-entry">
        <div className="mv-grow">
          <span className="mv-code">{coding.code}</span> <strong>{coding.display}</strong>
          <ProblemEdit problem={problem} onDone={() => setEditing(false)} />
        </div>
      </li>
    );
  }
  return (
    <li className={`mv-entry${clinicalStatus === 'resolved' ? ' mv-refuted' : ''}`}>
      <span className="mv-code">{coding.code}</span>
      <span className="mv-grow">
        {coding.display}
        {(days.length > 0 || note) && <small>{[...days, note].filter(Boolean).join(' · ')}</small>}
      </span>
      <Tag isPlain tone={tones[clinicalStatus]}>
        {t(`problems.status.${clinicalStatus}`)}
      </Tag>
      {can('Condition.create') && (
        <ActionIcon
          size={24}
          variant="subtle"
          color="gray"
          aria-label={t('problems.editOf', { display: coding.display })}
          title={t('problems.editOf', { display: coding.display })}
          onClick={() => setEditing(true)}
        >
          <Pencil size={14} />
        </ActionIcon>
      )}
    </li>
  );
}

const shownAtFirst = 5;

function Unlisted({ diagnoses, onTake }: { diagnoses: readonly UnlistedDiagnosis[]; onTake?: (coding: Coding) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? diagnoses : diagnoses.slice(0, shownAtFirst);
  return (
    <div>
      <div className="mv-label">{t('problems.unlisted')}</div>
      <ul className="mv-list">
        {shown.map(({ coding, times, lastAt }) => (
          <li key={`${coding.system} ${coding.code}`} className="mv-entry">
            <span className="mv-code">{coding.code}</span>
            <span className="mv-grow">
              {coding.display}
              <small>{t('problems.times', { count: times, date: format.dayOf(lastAt) })}</small>
            </span>
            {onTake && (
              <ActionIcon
                size={24}
                variant="subtle"
                aria-label={t('problems.take', { display: coding.display })}
                title={t('problems.take', { display: coding.display })}
                onClick={() => onTake(coding)}
              >
                <Plus size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {diagnoses.length > shownAtFirst && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!isAll)}>
          {isAll ? t('problems.fewer') : t('problems.more', { count: diagnoses.length - shownAtFirst })}
        </Button>
      )}
    </div>
  );
}
