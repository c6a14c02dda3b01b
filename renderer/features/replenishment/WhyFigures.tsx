import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import type { ConsumptionWorking, ReorderWorking } from '../../../preload/contract/replenishment.ts';
import { addDays } from '../../../preload/contract/dates.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Facts, SkeletonRows } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import './replenishment.css';
import { useAmount, useSentence } from './words.ts';

type Working = Output<'replenishment.ofItem'>;

/** Every figure of an item that is worked out, with what it rests on: months, formulas, lots and the published sources. */
export function WhyFigures({ itemId }: { itemId: string }) {
  const { data, error, refetch } = useQuery('replenishment.ofItem', { itemId });
  const sentence = useSentence();
  if (!data) return error ? <ErrorLine error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={8} />;
  return (
    <div className="mv-stack">
      <p className="mv-why-sentence">{sentence(data.reorder, data.unit)}</p>
      <Consumption working={data.consumption} unit={data.unit} />
      <Reorder reorder={data.reorder} />
      <Waste working={data} />
    </div>
  );
}

function Consumption({ working, unit }: { working: ConsumptionWorking; unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const { total, byMonth, amc, from, to, firstDay, months } = working;
  const rows = [...byMonth, ...(total && byMonth.length > 1 ? [{ ...total, month: '' }] : [])];
  const counted = (row: { days: number; daysWithout: number }) => row.days - row.daysWithout;
  return (
    <Card title={t('replenishment.why.consumption')}>
      <p className="mv-why-line">{t('replenishment.why.window', { from: format.day(from), to: format.day(addDays(to, -1)) })}</p>
      {firstDay !== null && firstDay > from && <p className="mv-why-line">{t('replenishment.why.young', { day: format.day(firstDay) })}</p>}
      <WidenedNote months={months} />
      {rows.length > 0 && (
        <SmallTable
          label={t('replenishment.why.consumption')}
          rows={rows}
          rowId={(row) => row.month}
          columns={[
            { key: 'month', head: t('replenishment.why.month'), cell: (row) => (row.month === '' ? <b>{t('replenishment.why.total')}</b> : format.birthDate(`${row.month}-01`, 'month')) },
            { key: 'issued', head: t('replenishment.why.issued'), isNumeric: true, cell: (row) => format.number(row.issued) },
            { key: 'unmet', head: t('replenishment.why.unmet'), isNumeric: true, cell: (row) => format.number(row.unmet) },
            { key: 'without', head: t('replenishment.why.without'), isNumeric: true, cell: (row) => format.number(row.daysWithout) },
            { key: 'counted', head: t('replenishment.why.counted'), isNumeric: true, cell: (row) => format.number(counted(row)) },
          ]}
        />
      )}
      <p className="mv-why-formula">
        {total === null || amc === null
          ? t('replenishment.why.noDays')
          : t('replenishment.why.formula', {
              issued: format.number(total.issued),
              unmet: format.number(total.unmet),
              counted: format.number(counted(total)),
              amc: format.number(amc, 1),
              unit: units.many(unit),
            })}
      </p>
      <p className="mv-why-source">{t('replenishment.why.note')}</p>
      <p className="mv-why-source">{t('replenishment.why.source', { source: t('replenishment.why.amcSource') })}</p>
    </Card>
  );
} // prettier-ignore

/** Said only where more months are counted than the facility asks for. */
function WidenedNote({ months }: { months: number }) {
  const { t } = useTranslation();
  const settings = useQuery('replenishment.settings', {});
  if (!settings.data || months <= settings.data.consumptionMonths) return null;
  return <p className="mv-why-line">{t('replenishment.why.widened', { months })}</p>;
}

function Reorder({ reorder }: { reorder: ReorderWorking }) {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = useAmount();
  const n = (value: number) => format.number(value);
  const { amc, usable, safetyFrom, deviation, limitedBy } = reorder;
  const days = { lead: n(reorder.leadTimeDays), review: n(reorder.reviewDays) };
  const [safety, point, upTo] = [n(reorder.safetyStock), n(reorder.reorderPoint), n(reorder.upTo)];
  const facts: [string, string][] = [
    ...(amc === null || amc === 0
      ? []
      : ([[t('replenishment.why.months'), t('replenishment.why.monthsFormula', { usable: n(usable), amc: amount(amc), months: format.number(usable / amc, 1) })]] as [string, string][])),
    [t('replenishment.why.lead'), t(`replenishment.why.leadOf.${reorder.leadTimeFrom}`, { days: days.lead })],
    [
      t('replenishment.why.safety'),
      safetyFrom === 'none'
        ? t('replenishment.why.safetyNone')
        : safetyFrom === 'half' || deviation === null
          ? t('replenishment.why.safetyHalf', { safety })
          : t('replenishment.why.safetySpread', { ...days, safety, z: format.number(reorder.z, 3), deviation: format.number(deviation, 1), months: reorder.deviationMonths, percent: format.number(reorder.serviceLevel / 10, 1) }),
    ],
    [t('replenishment.why.point'), limitedBy === null && amc !== null ? t('replenishment.why.pointFormula', { ...days, amc: format.number(amc, 1), safety, point }) : point],
    [t('replenishment.why.upTo'), limitedBy === 'maximum' ? upTo : t('replenishment.why.upToFormula', { ...days, point, upTo })],
  ];
  return (
    <Card title={t('replenishment.why.reorder')}>
      <Facts facts={facts} />
      {limitedBy === 'minimum' && <p className="mv-why-line">{t('replenishment.why.byMinimum', { minimum: n(reorder.minimum) })}</p>}
      {limitedBy === 'maximum' && <p className="mv-why-line">{t('replenishment.why.byMaximum', { maximum: n(reorder.maximum ?? 0) })}</p>}
      <p className="mv-why-source">{t('replenishment.why.source', { source: t('replenishment.why.reorderSource') })}</p>
    </Card>
  );
} // prettier-ignore

function Waste({ working: { waste } }: { working: Working }) {
  const { t } = useTranslation();
  const format = useFormat();
  const profile = useQuery('facility.profile', {});
  const currency = profile.data?.currency;
  return (
    <Card title={t('replenishment.why.waste')}>
      {waste.length === 0 ? (
        <p className="mv-why-line">{t('replenishment.why.noWaste')}</p>
      ) : (
        <SmallTable
          label={t('replenishment.why.waste')}
          rows={waste}
          rowId={(row) => row.lotId}
          columns={[
            { key: 'lot', head: t('replenishment.column.lot'), cell: (row) => row.lotNumber },
            { key: 'expiry', head: t('replenishment.column.expiry'), cell: (row) => <Expiry expiry={row.expiry} /> },
            { key: 'on-hand', head: t('replenishment.column.onHand'), isNumeric: true, cell: (row) => format.number(row.onHand) },
            { key: 'waste', head: t('replenishment.column.waste'), isNumeric: true, cell: (row) => format.number(row.waste) },
            {
              key: 'value',
              head: t('replenishment.column.value'),
              isNumeric: true,
              cell: (row) => (currency ? format.money(row.wasteValue, currency) : ''),
            },
          ]}
        />
      )}
      <p className="mv-why-source">{t('replenishment.why.wasteNote')}</p>
    </Card>
  );
}
