import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { compareFields, mergeFields } from '../lib/mergeFields.ts';
import { Notice } from './signs.tsx';

type Editor = { seq: number; actorName: string; at: string; reason: string };

/** Another desk saved the same thing while it was being edited here: who, when, what; their changes are taken over or this form is dropped for theirs. */
export function EditConflict<V extends Readonly<Record<string, string>>>(props: {
  /** who saved meanwhile, as far as it may be known here */
  editors: readonly Editor[];
  base: V;
  theirs: V;
  mine: V;
  label: (field: Extract<keyof V, string>) => string;
  /** a value as the form says it */
  say?: (field: Extract<keyof V, string>, value: string) => string;
  onMerge: (values: V) => void;
  onReload: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<string>>(new Set());
  const compared = compareFields(props.base, props.theirs, props.mine);
  const say = (field: Extract<keyof V, string>, value: string) => {
    if (value === '') return <span className="mv-muted">{t('ui.conflict.nothing')}</span>;
    return props.say?.(field, value) ?? value;
  };
  const choose = (field: string, isTheirs: boolean) => {
    const next = new Set(takeTheirs);
    if (isTheirs) next.add(field);
    else next.delete(field);
    setTakeTheirs(next);
  };
  return (
    <Notice tone="amber" isLive title={t('ui.conflict.title')}>
      <div className="mv-stack">
        {props.editors.map((entry) => (
          <div key={entry.seq}>
            {t('ui.conflict.who', { who: entry.actorName, when: format.instant(entry.at) })} {entry.reason}
          </div>
        ))}
        {compared.length > 0 && (
          <table className="mv-small-table">
            <thead>
              <tr>
                <th scope="col">{t('ui.conflict.field')}</th>
                <th scope="col">{t('ui.conflict.before')}</th>
                <th scope="col">{t('ui.conflict.theirs')}</th>
                <th scope="col">{t('ui.conflict.mine')}</th>
                <th scope="col">{t('ui.conflict.keep')}</th>
              </tr>
            </thead>
            <tbody>
              {compared.map(({ field, before, theirs, mine, is }) => (
                <tr key={field}>
                  <th scope="row">{props.label(field)}</th>
                  <td>{say(field, before)}</td>
                  <td>{say(field, theirs)}</td>
                  <td>{is === 'clash' ? say(field, mine) : '—'}</td>
                  <td>
                    {is === 'clash' ? (
                      <SegmentedControl
                        size="xs"
                        aria-label={t('ui.conflict.keepOf', { field: props.label(field) })}
                        value={takeTheirs.has(field) ? 'theirs' : 'mine'}
                        onChange={(value) => choose(field, value === 'theirs')}
                        data={[
                          { value: 'mine', label: t('ui.conflict.mine') },
                          { value: 'theirs', label: t('ui.conflict.theirs') },
                        ]}
                      />
                    ) : (
                      t('ui.conflict.theirs')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className="mv-actions">
          <Button size="compact-sm" onClick={() => props.onMerge(mergeFields(props.mine, compared, takeTheirs))}>
            {t('ui.conflict.merge')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onReload}>
            {t('ui.conflict.reload')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
