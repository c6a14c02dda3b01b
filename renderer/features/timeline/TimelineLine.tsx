import { Button } from '@mantine/core';
import {
  Activity,
  CircleAlert,
  ClipboardPlus,
  FileText,
  FlaskConical,
  HandHelping,
  ListChecks,
  type LucideIcon,
  Mail,
  NotebookPen,
  Pill,
  Stethoscope,
  Syringe,
  Users,
} from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { TimelineEntry, TimelineKind } from '../../../preload/contract/timeline.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Tag } from '../../ui/signs.tsx';
import { ObservationValue } from '../observations/ObservationValue.tsx';
import { useSignName } from '../observations/useSignName.ts';
import { useTimelineWords } from './words.ts';

const icons: Record<TimelineKind, LucideIcon> = {
  visit: Stethoscope,
  note: NotebookPen,
  letter: Mail,
  vitals: Activity,
  diagnosis: ClipboardPlus,
  problem: ListChecks,
  allergy: CircleAlert,
  prescription: Pill,
  dispense: HandHelping,
  laboratory: FlaskConical,
  immunization: Syringe,
  document: FileText,
  history: Users,
};

/** One entry; Enter or a click leads to its visit or prescription, else it opens and shuts what it holds. */
export function TimelineLine({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const signName = useSignName();
  const format = useFormat();
  const can = useCan();
  const words = useTimelineWords();
  const [, navigate] = useLocation();
  const [isWhole, setWhole] = useState(false);
  const Icon = icons[entry.kind];
  const href =
    entry.medicationRequestId && can('MedicationRequest.read')
      ? `/prescriptions/${entry.medicationRequestId}`
      : entry.encounterId && can('Encounter.read')
        ? `/encounters/${entry.encounterId}`
        : null;
  const open = () => (href && entry.kind !== 'note' && entry.kind !== 'letter' ? navigate(href) : setWhole(!isWhole));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    open();
  };
  const title = words.title(entry);
  const status = words.status(entry);
  return (
    <li className="mv-timeline-item">
      <div
        data-line
        role="button"
        tabIndex={0}
        className="mv-timeline-line"
        data-whole={isWhole}
        aria-expanded={entry.lines.length > 0 ? isWhole : undefined}
        onClick={open}
        onKeyDown={onKeyDown}
      >
        <span className="mv-timeline-time">{entry.at.length > 10 ? format.time(entry.at) : ''}</span>
        <Icon size={15} aria-hidden="true" />
        <div className="mv-grow">
          <div className="mv-timeline-head">
            <span className="mv-muted">{words.kind(entry)}</span>
            {title && <strong>{title}</strong>}
            {entry.code && words.isCodeShown(entry) && <span className="mv-code">{entry.code}</span>}
            {status && (
              <Tag isPlain tone={words.tone(entry)}>
                {status}
              </Tag>
            )}
          </div>
          {entry.values.length > 0 && (
            <div className="mv-timeline-values">
              {entry.values.map((value) => (
                <span key={value.id}>
                  {signName(value)} <ObservationValue observation={value} />
                  {value.interpretation !== '' && value.interpretation !== 'N' && (
                    <Tag isPlain tone={value.interpretation.length === 2 ? 'red' : 'amber'}>
                      {value.interpretation}
                    </Tag>
                  )}
                </span>
              ))}
            </div>
          )}
          {entry.lines.length > 0 && (
            <div className="mv-timeline-text">
              {entry.lines.map((line, at) => (
                <p key={at}>{line}</p>
              ))}
            </div>
          )}
        </div>
      </div>
      {href && (entry.kind === 'note' || entry.kind === 'letter') && (
        <Button size="compact-xs" variant="subtle" onClick={() => navigate(href)}>
          {t('timeline.toVisit')}
        </Button>
      )}
    </li>
  );
}
