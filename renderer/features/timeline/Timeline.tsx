import { Button, Chip, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TimelineEntry, type TimelineKind, timelineKinds } from '../../../preload/contract/timeline.ts';
import { useQuery } from '../../lib/api.ts';
import { localDay, useFormat } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { TimelineLine } from './TimelineLine.tsx';
import './timeline.css';

const pageSize = 60;

/** Everything of a person, newest first, by day; narrowed by words, kinds and a period. Arrows walk, Enter opens. */
export function Timeline({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [kinds, setKinds] = useState<readonly TimelineKind[]>([]);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [shown, setShown] = useState(pageSize);
  const list = useRef<HTMLDivElement>(null);
  const typed = useDeferredValue(text);
  const { data, error, refetch } = useQuery(
    'timeline.of',
    { patientId, text: typed, kinds: [...kinds], from: from || null, until: until || null, limit: Math.min(shown, 1000) },
    { keepPrevious: true },
  );
  const narrow = (change: () => void) => {
    change();
    setShown(pageSize);
  };
  const toggle = (kind: TimelineKind) =>
    narrow(() => setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]));
  const days = Map.groupBy(data?.entries ?? [], ({ at }) => (at.length === 10 ? at : localDay(at, format.timeZone)));
  return (
    <section className="mv-timeline" aria-label={t('timeline.title')}>
      <div className="mv-timeline-filter">
        <TextInput
          label={t('timeline.search')}
          placeholder={t('timeline.searchHint')}
          leftSection={<Search size={14} aria-hidden="true" />}
          autoFocus
          value={text}
          onChange={(event) => narrow(() => setText(event.currentTarget.value))}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') focusLine(list.current, 0);
          }}
        />
        <TextInput
          type="date"
          label={t('timeline.from')}
          max={format.today}
          value={from}
          onChange={(event) => narrow(() => setFrom(event.currentTarget.value))}
        />
        <TextInput
          type="date"
          label={t('timeline.until')}
          value={until}
          onChange={(event) => narrow(() => setUntil(event.currentTarget.value))}
        />
      </div>
      <div className="mv-timeline-kinds" role="group" aria-label={t('timeline.kinds')}>
        {timelineKinds
          .filter((kind) => (data?.counts[kind] ?? 0) > 0 || kinds.includes(kind))
          .map((kind) => (
            <Chip key={kind} size="xs" checked={kinds.includes(kind)} onChange={() => toggle(kind)}>
              {t(`timeline.kind.${kind}`)} {format.number(data?.counts[kind] ?? 0)}
            </Chip>
          ))}
      </div>
      <ErrorLine error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={10} />}
      <div ref={list} onKeyDown={(event) => walk(event, list.current)}>
        {[...days].map(([day, entries]) => (
          <TimelineDay key={day} day={day} entries={entries} />
        ))}
      </div>
      {data && (
        <div className="mv-timeline-foot" role="status">
          {data.total === 0
            ? t('timeline.none')
            : t('timeline.count', {
                count: data.total,
                shown: format.number(data.entries.length),
                replace: { shown: format.number(data.entries.length), count: format.number(data.total) },
              })}
          {data.total > data.entries.length && shown < 1000 && (
            <Button size="compact-sm" variant="default" onClick={() => setShown(shown * 2)}>
              {t('timeline.more')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function TimelineDay({ day, entries }: { day: string; entries: readonly TimelineEntry[] }) {
  const format = useFormat();
  return (
    <section className="mv-timeline-day" aria-label={format.longDay(day)}>
      <h3>{format.longDay(day)}</h3>
      <ul>
        {entries.map((entry) => (
          <TimelineLine key={entry.key} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

const linesOf = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];

function focusLine(list: HTMLElement | null, at: number): void {
  linesOf(list)[at]?.focus();
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const lines = linesOf(list);
  const at = lines.findIndex((line) => line === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  focusLine(list, Math.max(0, Math.min(lines.length - 1, at + step)));
}
