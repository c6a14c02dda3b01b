import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, SkeletonRows, Tag } from '../../ui/index.ts';
import './audit.css';
import { HistoryList } from './HistoryList.tsx';
import { useActionWords, useChangeWords } from './words.ts';

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
      <RecordCard patientId={patientId} />
      {can('AuditEvent.read') && <LookedCard patientId={patientId} number={number} />}
    </div>
  );
}

function ChangesCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery('history.of', { resource: 'Patient', id: patientId });
  return (
    <Card title={t('audit.history.title')}>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data && <HistoryList entries={data.entries} />}
    </Card>
  );
}

/** What was changed or withdrawn elsewhere in the record: nothing of it is deleted, what was a mistake is only hidden. */
function RecordCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const words = useChangeWords();
  const [show, setShow] = useState<'all' | 'withdrawn'>('all');
  const { data, error } = useQuery('history.ofRecord', { patientId, onlyWithdrawn: show === 'withdrawn' }, { keepPrevious: true });
  return (
    <Card
      title={t('audit.history.record')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('audit.history.show')}
          value={show}
          onChange={(next) => setShow(next === 'withdrawn' ? 'withdrawn' : 'all')}
          data={[
            { value: 'all', label: t('audit.history.all') },
            { value: 'withdrawn', label: t('audit.history.withdrawn') },
          ]}
        />
      }
    >
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows />}
      {data && (
        <HistoryList
          entries={data.entries.filter(({ resource }) => resource !== 'patient')}
          titleOf={({ resource, subject, isWithdrawn }) => (
            <>
              <strong>{[words.resource(resource), subject].filter(Boolean).join(' · ')}</strong>
              {isWithdrawn && <Tag tone="amber">{t('audit.history.mistake')}</Tag>}
            </>
          )}
        />
      )}
    </Card>
  );
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
