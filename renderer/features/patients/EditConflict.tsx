import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { en } from '../../lib/strings/index.ts';
import { Notice } from '../../ui/signs.tsx';
import { comparePerson, mergePerson, type PersonField } from './mergePerson.ts';
import type { PersonValues } from './personForm.ts';

/** Another desk saved this record while it was being edited here: who, when, what; their changes are taken over or this form is dropped for theirs. */
export function EditConflict(props: {
  patientId: string;
  /** versions that were saved meanwhile */
  versions: number;
  base: PersonValues;
  theirs: PersonValues;
  mine: PersonValues;
  onMerge: (values: PersonValues) => void;
  onReload: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<PersonField>>(new Set());
  const { data } = useQuery('history.of', { resource: 'Patient', id: props.patientId });
  const editors = (data?.entries ?? []).filter((entry) => entry.action === 'amend').slice(0, props.versions);
  const compared = comparePerson(props.base, props.theirs, props.mine);
  const say = (field: PersonField, value: string) => {
    if (value === '') return <span className="mv-muted">{t('patients.conflict.nothing')}</span>;
    return field === 'sex' && Object.hasOwn(en.patients.sex, value) ? t(`patients.sex.${value as keyof typeof en.patients.sex}`) : value;
  };
  const choose = (field: PersonField, isTheirs: boolean) => {
    const next = new Set(takeTheirs);
    if (isTheirs) next.add(field);
    else next.delete(field);
    setTakeTheirs(next);
  };
  return (
    <Notice tone="amber" isLive title={t('patients.conflict.title')}>
      <div className="mv-stack">
        {editors.map((entry) => (
          <div key={entry.seq}>
            {t('patients.conflict.who', { who: entry.actorName, when: format.instant(entry.at) })} {entry.reason}
          </div>
        ))}
        {compared.length > 0 && (
          <table className="mv-small-table">
            <thead>
              <tr>
                <th scope="col">{t('patients.conflict.field')}</th>
                <th scope="col">{t('patients.conflict.before')}</th>
                <th scope="col">{t('patients.conflict.theirs')}</th>
                <th scope="col">{t('patients.conflict.mine')}</th>
                <th scope="col">{t('patients.conflict.keep')}</th>
              </tr>
            </thead>
            <tbody>
              {compared.map(({ field, before, theirs, mine, is }) => (
                <tr key={field}>
                  <th scope="row">{t(`patients.form.${field}`)}</th>
                  <td>{say(field, before)}</td>
                  <td>{say(field, theirs)}</td>
                  <td>{is === 'clash' ? say(field, mine) : '—'}</td>
                  <td>
                    {is === 'clash' ? (
                      <SegmentedControl
                        size="xs"
                        aria-label={t('patients.conflict.keepOf', { field: t(`patients.form.${field}`) })}
                        value={takeTheirs.has(field) ? 'theirs' : 'mine'}
                        onChange={(value) => choose(field, value === 'theirs')}
                        data={[
                          { value: 'mine', label: t('patients.conflict.mine') },
                          { value: 'theirs', label: t('patients.conflict.theirs') },
                        ]}
                      />
                    ) : (
                      t('patients.conflict.theirs')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className="mv-actions">
          <Button size="compact-sm" onClick={() => props.onMerge(mergePerson(props.mine, compared, takeTheirs))}>
            {t('patients.conflict.merge')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onReload}>
            {t('patients.conflict.reload')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
