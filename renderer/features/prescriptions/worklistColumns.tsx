import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { localDay, useFormat } from '../../lib/format.ts';
import { type Column, Tag } from '../../ui/index.ts';
import { textWidth, trackFor } from '../inventory/textWidth.ts';
import { useUnits } from '../inventory/words.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';

/** Who gets how much of what, since when; isMixed: with the status. */
export function useWorklistColumns(rows: readonly MedicationRequestRow[], isMixed: boolean): readonly Column<MedicationRequestRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const medicineTrack = useMemo(
    () =>
      trackFor(
        rows.map((row) => row.medicine),
        16,
        160,
      ),
    [rows],
  );
  const tracks = useMemo(
    () => ({
      name: `minmax(${Math.min(240, Math.max(130, ...rows.map((row) => textWidth(row.patient.displayName)))) + 26}px, 1fr)`,
      owed: `${Math.max(64, ...rows.map((row) => textWidth(units.count(row.quantity - row.dispensed, row.unit)))) + 26}px`, // bold is wider
      since: `${
        rows.every((row) => localDay(row.authoredAt, format.timeZone) === format.today)
          ? textWidth(t('prescriptions.column.since')) + 30
          : 104
      }px`,
    }),
    [rows, units, format, t],
  );
  return useMemo(
    () => [
      {
        key: 'patient',
        head: t('prescriptions.column.patient'),
        width: tracks.name,
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
      {
        key: 'owed',
        head: t('prescriptions.column.owed'),
        width: tracks.owed,
        isNumeric: true,
        text: (row) => String(row.quantity - row.dispensed),
        cell: (row) => !row.patient.isRestricted && <span className="mv-owed">{units.count(row.quantity - row.dispensed, row.unit)}</span>,
      },
      {
        key: 'medicine',
        head: t('prescriptions.column.medicine'),
        width: medicineTrack,
        text: (row) => row.medicine,
        cell: (row) => row.medicine || <RestrictedTag person={row.patient} />,
      },
      ...(isMixed
        ? [
            {
              key: 'status',
              head: t('inventory.column.status'),
              width: '104px',
              text: (row: MedicationRequestRow) => t(`prescriptions.status.${row.status}`),
              cell: (row: MedicationRequestRow) => <Tag>{t(`prescriptions.status.${row.status}`)}</Tag>,
            },
          ]
        : []),
      {
        key: 'since',
        head: t('prescriptions.column.since'),
        width: tracks.since,
        text: (row) => row.authoredAt,
        cell: (row) => (
          <time dateTime={row.authoredAt} title={`${format.instant(row.authoredAt)}, ${format.ago(row.authoredAt)}`}>
            {localDay(row.authoredAt, format.timeZone) === format.today ? format.time(row.authoredAt) : format.dayOf(row.authoredAt)}
          </time>
        ),
      },
    ],
    [t, format, units, medicineTrack, tracks, isMixed],
  );
}
