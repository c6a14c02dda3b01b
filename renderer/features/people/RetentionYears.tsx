import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Form, Notice, notifyDone, NumberUnitField, SkeletonRows } from '../../ui/index.ts';

type Policy = Output<'people.retention'>['policies'][number];

export function RetentionYears({ onChoose }: { onChoose: (number: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [isShown, setShown] = useState(false);
  const { data, error } = useQuery('people.retention', {});
  const mayErase = can('Patient.erase');
  return (
    <section className="mv-stack" aria-label={t('people.years.title')}>
      <h3>{t('people.years.title')}</h3>
      <Notice tone="grey">{t('people.years.own')}</Notice>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data?.policies.map((policy) =>
        mayErase ? (
          <YearsForm key={`${policy.kind} ${policy.version}`} policy={policy} />
        ) : (
          <div key={policy.kind}>
            {t(`people.years.${policy.kind}`)}: {format.number(policy.years)} {t('people.years.unit')}
          </div>
        ),
      )}
      {data?.changes.map(({ kind, at, actorName, before, after, reason }) => (
        <div key={`${at} ${kind}`} className="mv-muted">
          {t('people.years.change', { when: format.instant(at), who: actorName, kind: t(`people.years.${kind}`), before, after, reason })}
        </div>
      ))}
      {mayErase && !isShown && (
        <div className="mv-actions">
          <Button variant="default" onClick={() => setShown(true)}>
            {t('people.years.show')}
          </Button>
        </div>
      )}
      {isShown && <Overdue onChoose={onChoose} />}
    </section>
  );
}

function YearsForm({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('people.setRetention');
  const [years, setYears] = useState<number | null>(policy.years);
  const [reason, setReason] = useState('');
  const label = t(`people.years.${policy.kind}`);
  const save = async () => {
    if (years === null || !(await run({ kind: policy.kind, years, version: policy.version, reason }))) return;
    notifyDone(t('people.years.saved'));
  };
  return (
    <Form label={label} onSubmit={() => void save()}>
      <NumberUnitField label={label} unit={t('people.years.unit')} min={1} max={100} value={years} onChange={setYears} />
      {years !== policy.years && (
        <>
          <TextInput label={t('people.years.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <ErrorLine error={error} />
          <div className="mv-actions">
            <Button type="submit" loading={isRunning} disabled={years === null}>
              {t('people.years.set')}
            </Button>
          </div>
        </>
      )}
    </Form>
  );
}

/** Each name leads to what erasing would take away; nothing is erased from here. */
function Overdue({ onChoose }: { onChoose: (number: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = useQuery('people.overdue', {});
  if (error) return <ErrorLine error={error} />;
  if (!data) return <SkeletonRows rows={3} />;
  if (data.total === 0) return <div>{t('people.years.none')}</div>;
  return (
    <>
      {data.total > data.people.length && (
        <div>{t('people.years.more', { count: data.total, replace: { count: format.number(data.total) } })}</div>
      )}
      <table className="mv-small-table">
        <thead>
          <tr>
            <th scope="col">{t('people.years.person')}</th>
            <th scope="col">{t('people.years.last')}</th>
            <th scope="col">{t('people.years.until')}</th>
          </tr>
        </thead>
        <tbody>
          {data.people.map((person) => (
            <tr key={person.patientId}>
              <th scope="row">
                <Button size="compact-sm" variant="subtle" onClick={() => onChoose(person.number)}>
                  {person.displayName} · {person.number}
                </Button>
              </th>
              <td>{format.day(person.lastContact)}</td>
              <td>{format.day(person.keepUntil)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
