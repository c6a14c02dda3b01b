import { PackageCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Tag } from '../../ui/index.ts';
import { trackFor } from '../inventory/textWidth.ts';
import { useUnits } from '../inventory/words.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';
import { DispenseActs } from './DispenseActs.tsx';

type Row = Output<'dispensing.handedOut'>['rows'][number];

/** What went over the counter today; the chosen one can be reversed, taken back or paid below the list. */
export function HandedOut({
  filter,
  onOpen,
  openId,
}: {
  filter: string;
  onOpen: (medicationRequestId: string) => void;
  openId: string | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const day = useQuery('dispensing.handedOut', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useMemo(() => {
    const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return day.data?.rows.filter((row) => {
      const text = `${row.patient?.displayName ?? ''} ${row.number} ${row.medicine}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [day.data, filter]);
  const currency = day.data?.currency ?? 'USD';
  const medicineTrack = useMemo(
    () =>
      trackFor(
        (rows ?? []).map((row) => row.medicine),
        16,
        150,
      ),
    [rows],
  );
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        key: 'when',
        head: t('dispensing.column.when'),
        width: '70px',
        text: (row) => row.whenHandedOver,
        cell: (row) => format.time(row.whenHandedOver),
      },
      {
        key: 'patient',
        head: t('dispensing.column.patient'),
        width: 'minmax(146px, 1fr)',
        text: (row) => row.patient?.displayName ?? '',
        cell: (row) => row.patient?.displayName ?? <span className="mv-muted">{t('dispensing.day.whom')}</span>,
      },
      {
        key: 'medicine',
        head: t('dispensing.column.medicine'),
        width: medicineTrack,
        text: (row) => row.medicine,
        cell: (row) => row.medicine || (row.patient && <RestrictedTag person={row.patient} />),
      },
      {
        key: 'given',
        head: t('dispensing.column.given'),
        width: '72px',
        isNumeric: true,
        text: (row) => String(row.handed),
        cell: (row) =>
          row.unit !== '' && (
            <span title={units.count(row.handed - row.reversed, row.unit)}>{format.number(row.handed - row.reversed)}</span>
          ),
      },
      {
        key: 'payment',
        head: t('dispensing.column.payment'),
        width: '120px',
        text: (row) => row.payment?.mark ?? '',
        cell: (row) =>
          row.reversed > 0 && row.reversed === row.handed ? (
            <Tag tone="amber">{t('dispensing.day.reverse')}</Tag>
          ) : (
            row.payment && (
              <Tag tone={row.payment.mark === 'owed' ? 'amber' : 'grey'} isPlain>
                {t(`dispensing.day.mark.${row.payment.mark}`, { amount: format.money(row.payment.amount, currency) })}
              </Tag>
            )
          ),
      },
    ],
    [t, format, units, currency, medicineTrack],
  );
  const row = rows?.find((one) => one.medicationDispenseId === chosen && one.medicine !== '');
  return (
    <>
      {day.error && <ErrorLine error={day.error} onRetry={() => void day.refetch()} />}
      <DataTable
        label={t('dispensing.handedOut')}
        rows={rows}
        rowId={(one) => one.medicationDispenseId}
        columns={columns}
        onOpen={(one) => {
          setChosen(one.medicationDispenseId);
          if (one.medicationRequestId !== null && one.medicationRequestId !== openId) onOpen(one.medicationRequestId);
        }}
        selectedId={chosen}
        empty={<EmptyState icon={PackageCheck} title={t('dispensing.empty.handedOut')} text={t('dispensing.empty.handedOutText')} />}
      />
      {row && row.medicationRequestId === null && (
        <div className="mv-desk-chosen">
          <strong>{row.medicine}</strong>
          <DispenseActs dispense={row} currency={currency} hasName={false} />
        </div>
      )}
    </>
  );
}
