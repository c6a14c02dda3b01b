import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { DuplicatePair, Evidence } from '../../../preload/contract/duplicates.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, notifyDone, Pane, Tag } from '../../ui/index.ts';
import { inBits } from './LearnedTable.tsx';
import { MergePane } from './MergePane.tsx';
import { comparedFields, usePersonValues } from './personValues.ts';

/** Two records side by side, each field with what it says and how much it weighs. */
export function ComparePane({ pair, isDistinguished, onDone }: { pair: DuplicatePair; isDistinguished: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [isJoining, setJoining] = useState(false);
  const distinguish = useCommand('duplicates.distinguish');
  const reconsider = useCommand('duplicates.reconsider');
  const records = [{ patientId: pair.one.patientId }, { patientId: pair.other.patientId }];
  if (isJoining) return <MergePane one={pair.one} other={pair.other} onBack={() => setJoining(false)} onDone={onDone} />;
  const apart = async () => {
    if (!(await distinguish.run({ records }))) return;
    notifyDone(t('duplicates.differentDone'), () => void reconsider.run({ records }));
    onDone();
  };
  const again = async () => {
    if (await reconsider.run({ records })) onDone();
  };
  return (
    <Pane
      title={t('duplicates.compare')}
      actions={<Tag tone="grey">{t('duplicates.percent', { percent: Math.min(99, Math.round(pair.score * 100)) })}</Tag>}
      foot={
        <>
          <Button autoFocus onClick={() => setJoining(true)}>
            {t('duplicates.join')}
          </Button>
          {isDistinguished ? (
            <Button variant="default" loading={reconsider.isRunning} onClick={() => void again()}>
              {t('duplicates.reconsider')}
            </Button>
          ) : (
            <Button variant="default" loading={distinguish.isRunning} onClick={() => void apart()}>
              {t('duplicates.different')}
            </Button>
          )}
        </>
      }
    >
      <div className="mv-stack">
        <ErrorLine error={distinguish.error ?? reconsider.error} />
        <SideBySide pair={pair} onOpen={(patientId) => navigate(`/patients/${patientId}`)} />
        <p className="mv-muted mv-bits">{t('duplicates.bits')}</p>
      </div>
    </Pane>
  );
}

function SideBySide({ pair, onOpen }: { pair: DuplicatePair; onOpen: (patientId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonValues();
  const weighed = new Map(pair.evidence.map((each) => [each.field, each]));
  const household = weighed.get('household');
  // names that were exchanged stand beside each other as they were compared
  const areExchanged = weighed.has('order');
  const told = words(pair.other);
  const theirs = areExchanged ? { ...told, given: told.family, family: told.given } : told;
  return (
    <table className="mv-compare-table mv-weighed">
      <thead>
        <tr>
          <th scope="col">
            <span className="mv-sr">{t('duplicates.compare')}</span>
          </th>
          <th scope="col">{t('duplicates.columns.one')}</th>
          <th scope="col">{t('duplicates.columns.other')}</th>
          <th scope="col">{t('duplicates.evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {comparedFields.map((field) => (
          <tr key={field}>
            <th scope="row">{t(`duplicates.field.${field}`)}</th>
            <td>{words(pair.one)[field] || '—'}</td>
            <td>{theirs[field] || '—'}</td>
            <td>{weighed.has(field) && <Weight evidence={weighed.get(field)!} />}</td>
          </tr>
        ))}
        {areExchanged && (
          <tr>
            <th scope="row">{t('duplicates.field.order')}</th>
            <td colSpan={3}>{t('duplicates.level.exchanged')}</td>
          </tr>
        )}
        {household && (
          <tr>
            <th scope="row">{t('duplicates.field.household')}</th>
            <td colSpan={3}>
              <Weight evidence={household} />
            </td>
          </tr>
        )}
        <tr>
          <th scope="row">{t('duplicates.field.registered')}</th>
          {[pair.one, pair.other].map((person) => (
            <td key={person.patientId}>{format.instant(person.createdAt)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('duplicates.field.number')}</th>
          {[pair.one, pair.other].map((person) => (
            <td key={person.patientId}>
              {person.number}
              <br />
              <Button size="compact-xs" variant="subtle" onClick={() => onOpen(person.patientId)}>
                {t('duplicates.openChart')}
              </Button>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

const fullBar = 12;

/** A bar to the right speaks for one person, to the left against it; the words say the same. */
function Weight({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const { weight, level } = evidence;
  const bits = inBits(weight);
  const says = Math.abs(weight) < 0.05 ? t('duplicates.nothing') : t(weight > 0 ? 'duplicates.for' : 'duplicates.against', { bits });
  return (
    <div className="mv-weight" title={says}>
      <span>{t(`duplicates.level.${level}`)}</span>
      <span className="mv-weight-bits">
        {bits}
        <span className="mv-sr"> {says}</span>
      </span>
      <span className="mv-weight-bar" data-sign={weight < 0 ? 'against' : 'for'} aria-hidden="true">
        <i style={{ inlineSize: `${Math.min(50, (Math.abs(weight) / fullBar) * 50)}%` }} />
      </span>
    </div>
  );
}
