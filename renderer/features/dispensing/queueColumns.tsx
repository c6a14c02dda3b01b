import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueRow } from '../../../preload/contract/dispensing.ts';
import { localDay, useFormat } from '../../lib/format.ts';
import { type Column, Tag } from '../../ui/index.ts';
import { textWidth, trackFor } from '../inventory/textWidth.ts';
import { useUnits } from '../inventory/words.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';

const toneOf = { waiting: 'grey', preparing: 'blue', ready: 'green', owing: 'amber', closed: 'grey' } as const;

/** Who gets how much of what, since when, and how far it is; of what is owed, how much of it is here now. */
export function useQueueColumns(rows: readonly QueueRow[], isOwing: boolean): readonly Column<QueueRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const medicineTrack = useMemo(
    () =>
      trackFor(
        rows.map((row) => row.medicine),
        16,
        150,
      ),
    [rows],
  );
  return useMemo(() => {
    const numberOf = (row: QueueRow) => format.number(row.quantity - row.dispensed);
    const sinceOf = (row: QueueRow) => (isOwing ? (row.task.since ?? row.authoredAt) : row.authoredAt);
    const stateOf = ({ task }: QueueRow) =>
      task.status === 'preparing'
        ? task.isMine
          ? t('dispensing.state.mine')
          : t('dispensing.state.preparing', { name: task.by })
        : t(`dispensing.state.${task.status}`);
    const nameWidth = Math.min(220, Math.max(120, ...rows.map((row) => textWidth(row.patient.displayName)))) + 26;
    return [
      {
        key: 'patient',
        head: t('dispensing.column.patient'),
        width: `minmax(${nameWidth}px, 1fr)`,
        text: (row) => row.patient.displayName,
        cell: (row) => (
          <span
            title={[row.patient.displayName, format.age(row.patient.birthDate, row.patient.birthDatePrecision), row.patient.number].join(
              ', ',
            )}
          >
            {row.patient.displayName}
          </span>
        ),
      },
      isOwing
        ? {
            key: 'now',
            head: t('dispensing.column.now'),
            width: '124px',
            text: (row: QueueRow) => String(row.canGiveNow),
            cell: (row: QueueRow) => row.canGiveNow > 0 && <Tag tone="green">{units.count(row.canGiveNow, row.unit)}</Tag>,
          }
        : {
            key: 'state',
            head: t('dispensing.column.state'),
            width: `${Math.min(150, Math.max(72, ...rows.map((row) => textWidth(stateOf(row)) + 52)))}px`,
            text: stateOf,
            cell: (row: QueueRow) =>
              row.task.status === 'waiting' || row.task.status === 'closed' ? (
                <span className="mv-muted">{stateOf(row)}</span>
              ) : (
                <Tag tone={toneOf[row.task.status]} title={stateOf(row)}>
                  {stateOf(row)}
                </Tag>
              ),
          },
      {
        key: 'owed',
        head: t('dispensing.column.owed'),
        width: `${Math.max(textWidth(t('dispensing.column.owed')), ...rows.map((row) => textWidth(numberOf(row)))) + 30}px`,
        isNumeric: true,
        text: (row) => String(row.quantity - row.dispensed),
        cell: (row) =>
          !row.patient.isRestricted && (
            <span className="mv-owed" title={units.count(row.quantity - row.dispensed, row.unit)}>
              {numberOf(row)}
            </span>
          ),
      },
      {
        key: 'medicine',
        head: t('dispensing.column.medicine'),
        width: medicineTrack,
        text: (row) => row.medicine,
        cell: (row) => row.medicine || <RestrictedTag person={row.patient} />,
      },
      {
        key: 'since',
        head: t('dispensing.column.since'),
        width: rows.every((row) => localDay(sinceOf(row), format.timeZone) === format.today) ? '66px' : '104px',
        text: sinceOf,
        cell: (row) => (
          <time dateTime={sinceOf(row)} title={`${format.instant(sinceOf(row))}, ${format.ago(sinceOf(row))}`}>
            {localDay(sinceOf(row), format.timeZone) === format.today ? format.time(sinceOf(row)) : format.dayOf(sinceOf(row))}
          </time>
        ),
      },
    ];
  }, [t, format, units, rows, medicineTrack, isOwing]);
}
