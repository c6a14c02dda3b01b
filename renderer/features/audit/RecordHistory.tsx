import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FieldChange, HistoryEntry } from '../../../preload/contract/audit.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, ErrorLine, SkeletonRows } from '../../ui/index.ts';
import './audit.css';
import { useActionWords } from './words.ts';

/** What a person's record was before, and, for those who may, who looked at it. */
export function RecordHistory({ patientId, number, onBack }: { patientId: string; number: string; onBack: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <div className="mv-stack">
      <div className="mv-actions">
        <Button variant="default" onClick={onBack} autoFocus>
          {t('audit.history.back')}
        </Button>
      </div>
      <ChangesCard patientId={patientId} />
      {can('AuditEvent.read') && <LookedCard patientId={patientId} number={number} />}
    </div>
  );
}

function ChangesCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = useQuery('history.of', { resource: 'Patient', id: patientId });
  return (
    <Card title={t('audit.history.title')}>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data?.entries.length === 0 && <p className="mv-none">{t('audit.history.empty')}</p>}
      <ol className="mv-history">
        {data?.entries.map((entry) => (
          <li key={entry.seq}>
            <header>
              <strong>{t(entry.action === 'create' ? 'audit.history.created' : 'audit.history.changed', { who: entry.actorName })}</strong>
              <time dateTime={entry.at} className="mv-muted">
                {format.instant(entry.at)}
              </time>
              {entry.reason && <span>{t('audit.history.why', { reason: entry.reason })}</span>}
              {entry.isErased && <span className="mv-muted">{t('audit.history.erased')}</span>}
            </header>
            {entry.changes.length > 0 && <Changes entry={entry} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Changes({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const words = useChangeWords();
  const isNew = entry.action === 'create';
  return (
    <table className="mv-changes">
      <thead>
        <tr>
          <th scope="col">{t('audit.entry.field')}</th>
          {!isNew && <th scope="col">{t('audit.entry.before')}</th>}
          <th scope="col">{t('audit.entry.after')}</th>
        </tr>
      </thead>
      <tbody>
        {entry.changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{words.field(change.field)}</th>
            {!isNew && <td>{words.value(change, 'before')}</td>}
            <td>{words.value(change, 'after')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Fields and values of a person's details as the form says them. */
export function useChangeWords(): { field: (field: string) => string; value: (change: FieldChange, side: 'before' | 'after') => string } {
  const { t } = useTranslation();
  const format = useFormat();
  const isField = (field: string): field is keyof typeof en.audit.history.field => Object.hasOwn(en.audit.history.field, field);
  return {
    field: (field) => (isField(field) ? t(`audit.history.field.${field}`) : field),
    value: ({ field, ...sides }, side) => {
      const value = sides[side];
      if (value === null || value === '') return t('audit.history.nothing');
      if (field === 'birthDate') return format.day(value);
      if (field === 'sex' && Object.hasOwn(en.patients.sex, value)) return t(`patients.sex.${value as keyof typeof en.patients.sex}`);
      if (field === 'birthDatePrecision') return t(`audit.history.precision.${value as 'day' | 'month' | 'year'}`);
      return value;
    },
  };
}

function LookedCard({ patientId, number }: { patientId: string; number: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actionWords = useActionWords();
  const { data, error } = useQuery('audit.whoLooked', { patientId });
  return (
    <Card
      title={t('audit.looked.title')}
      actions={<Link href={`/audit?patient=${encodeURIComponent(number)}`}>{t('audit.looked.all')}</Link>}
    >
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data?.lines.length === 0 && <p className="mv-none">{t('audit.looked.nobody')}</p>}
      <div className="mv-looked">
        {data?.lines.map((line) => (
          <div key={line.actorName + line.lastAt} style={{ display: 'contents' }}>
            <strong>{line.actorName}</strong>
            <span>{line.actions.map(actionWords).join(', ')}</span>
            <span>{t('audit.looked.times', { count: line.times })}</span>
            <span className="mv-muted">{t('audit.looked.last', { when: format.instant(line.lastAt) })}</span>
          </div>
        ))}
      </div>
    </Card>
  );
}
