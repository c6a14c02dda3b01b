import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AmountUnit, sayAmount, sayFigure } from '../../../preload/contract/amounts.ts';
import type { InfusionRule } from '../../../preload/contract/dosing.ts';
import { type DropFactor, dropFactors, dropsPerMinute, flowOf, pumpRate } from '../../../preload/contract/infusion.ts';
import { useQuery } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { Card, FormRow, Notice, NumberUnitField } from '../../ui/index.ts';
import { useSettled } from '../inventory/useSettled.ts';
import type { ReadFigures } from './figures.ts';
import { unitWord } from './workingWords.ts';

/** How fast it runs: a volume over a time as drops, and a dose by time as a flow. */
export function InfusionPanel({ read, medicine }: { read: ReadFigures; medicine: string }) {
  return (
    <div className="mv-dose-columns">
      <ByTime />
      <ByDose read={read} medicine={medicine} />
    </div>
  );
}

function ByTime() {
  const { t } = useTranslation();
  const locale = useLocale();
  const [volume, setVolume] = useState<number | null>(500);
  const [hours, setHours] = useState<number | null>(4);
  const [factor, setFactor] = useState<DropFactor>(20);
  const flow = volume !== null && hours !== null && volume > 0 && hours > 0 ? flowOf(volume, hours) : null;
  const drops = flow === null ? null : dropsPerMinute(flow, factor);
  return (
    <Card title={t('dosing.infusion.byTime')}>
      <div className="mv-dose">
        <FormRow>
          <NumberUnitField label={t('dosing.infusion.volume')} unit="mL" value={volume} onChange={setVolume} min={1} max={10_000} />
          <NumberUnitField
            label={t('dosing.infusion.hours')}
            unit="h"
            value={hours}
            onChange={setHours}
            min={0}
            max={72}
            decimalScale={2}
          />
          <Select
            label={t('dosing.infusion.set')}
            data={dropFactors.map((one) => ({ value: String(one), label: t('dosing.infusion.drops', { count: one }) }))}
            value={String(factor)}
            onChange={(value) => setFactor(dropFactors.find((one) => String(one) === value) ?? 20)}
            allowDeselect={false}
          />
        </FormRow>
        {flow !== null && drops && (
          <div className="mv-dose-answer" role="status">
            <strong>{t('dosing.infusion.perMinute', { count: drops.drops })}</strong>
            <span>
              {t('dosing.infusion.division', {
                volume: sayFigure(volume ?? 0, locale),
                hours: sayFigure(hours ?? 0, locale),
                flow: sayFigure(flow, locale),
              })}
            </span>
            <small className="mv-muted">
              {t('dosing.infusion.really', { count: drops.drops, flow: sayFigure(drops.mlPerHour, locale) })}
              {drops.drops > 0 &&
                ` · ${t('dosing.infusion.countEvery', { seconds: sayFigure(Math.round(600 / drops.drops) / 10, locale) })}`}
            </small>
          </div>
        )}
      </div>
    </Card>
  );
}

const rateUnits = ['mg', 'ug', '[iU]', 'mmol'] as const;
const pers = ['kg', 'person'] as const;
const eachs = ['h', 'min'] as const;

function ByDose({ read, medicine }: { read: ReadFigures; medicine: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const asked = useSettled(JSON.stringify({ medicine: medicine.trim(), figures: read.figures }), 150);
  const input = JSON.parse(asked) as { medicine: string; figures: ReadFigures['figures'] };
  const rules = useQuery('dosing.calculate', input, { enabled: input.medicine.length >= 2, keepPrevious: true }).data?.infusions ?? [];
  const [rate, setRate] = useState<number | null>(null);
  const [unit, setUnit] = useState<AmountUnit>('ug');
  const [per, setPer] = useState<(typeof pers)[number]>('kg');
  const [each, setEach] = useState<(typeof eachs)[number]>('min');
  const [amount, setAmount] = useState<number | null>(200);
  const [amountUnit, setAmountUnit] = useState<AmountUnit>('mg');
  const [volume, setVolume] = useState<number | null>(50);
  const rule = medicine.trim() === '' ? undefined : rules.find((one) => one.unit === unit && one.per === per && one.each === each);
  const size = per === 'kg' ? read.figures.weightKg : 1;
  const isWhole = rate !== null && rate > 0 && amount !== null && amount > 0 && volume !== null && volume > 0;
  const run =
    isWhole && size !== null
      ? pumpRate({ rate, rateUnit: unit, each, size, amount: { value: amount, unit: amountUnit }, volumeMl: volume })
      : null;
  const take = (one: InfusionRule) => {
    setRate(one.usual);
    setUnit(one.unit);
    setPer(one.per === 'kg' ? 'kg' : 'person');
    setEach(one.each);
  };
  const unitChoices = rateUnits.map((value) => ({ value, label: unitWord(value, t) }));
  const say = (value: number) => `${sayFigure(value, locale)} ${unitWord(unit, t)}`;
  return (
    <Card title={t('dosing.infusion.byDose')}>
      <div className="mv-dose">
        <p className="mv-muted">{t('dosing.infusion.byDoseHint')}</p>
        {medicine.trim() !== '' &&
          rules.map((one) => (
            <button key={`${one.source}${one.unit}`} type="button" className="mv-dose-rule" onClick={() => take(one)}>
              {t('dosing.infusion.rule', {
                low: sayFigure(one.low ?? one.usual, locale),
                high: sayFigure(one.high, locale),
                unit: `${unitWord(one.unit, t)}/${one.per === 'person' ? '' : `${one.per}/`}${one.each}`,
                source: one.source,
              })}
            </button>
          ))}
        <FormRow>
          <NumberInput
            label={t('dosing.infusion.rate')}
            value={rate ?? ''}
            onChange={(next) => setRate(typeof next === 'number' ? next : null)}
            min={0}
            max={1_000_000}
            decimalScale={4}
          />
          <Select
            label={t('dosing.infusion.rateUnit')}
            data={unitChoices}
            value={unit}
            onChange={(value) => setUnit(rateUnits.find((one) => one === value) ?? 'mg')}
            allowDeselect={false}
          />
          <Select
            label={t('dosing.infusion.per')}
            data={pers.map((value) => ({ value, label: t(`dosing.infusion.pers.${value}`) }))}
            value={per}
            onChange={(value) => setPer(value === 'person' ? 'person' : 'kg')}
            allowDeselect={false}
          />
          <Select
            label={t('dosing.infusion.time')}
            data={eachs.map((value) => ({ value, label: t(`dosing.each.${value}`) }))}
            value={each}
            onChange={(value) => setEach(value === 'h' ? 'h' : 'min')}
            allowDeselect={false}
          />
        </FormRow>
        <FormRow>
          <NumberInput
            label={t('dosing.infusion.inBag')}
            value={amount ?? ''}
            onChange={(next) => setAmount(typeof next === 'number' ? next : null)}
            min={0}
            max={10_000_000}
            decimalScale={3}
          />
          <Select
            label={t('dosing.infusion.bagUnit')}
            data={unitChoices}
            value={amountUnit}
            onChange={(value) => setAmountUnit(rateUnits.find((one) => one === value) ?? 'mg')}
            allowDeselect={false}
          />
          <NumberUnitField
            label={t('dosing.infusion.bagVolume')}
            unit="mL"
            value={volume}
            onChange={setVolume}
            min={1}
            max={10_000}
            decimalScale={1}
          />
        </FormRow>
        {per === 'kg' && size === null && <Notice tone="blue">{t('dosing.infusion.noWeight')}</Notice>}
        {isWhole && size !== null && !run && <Notice tone="amber">{t('dosing.infusion.units')}</Notice>}
        {run && (
          <div className="mv-dose-answer" role="status">
            <strong>{t('dosing.infusion.flowValue', { flow: sayFigure(run.mlPerHour, locale) })}</strong>
            <small className="mv-muted">
              {t('dosing.infusion.lasts', { hours: sayFigure(Math.round(((volume ?? 0) / run.mlPerHour) * 10) / 10, locale) })}
            </small>
            <ol className="mv-dose-working">
              <li>
                {t('dosing.infusion.lineHour', {
                  rate: say(rate ?? 0),
                  size: per === 'kg' ? `${sayFigure(size ?? 0, locale)} kg` : 1,
                  minutes: each === 'min' ? 60 : 1,
                  amount: sayAmount(run.perHour, locale),
                })}
              </li>
              <li>
                {t('dosing.infusion.lineMl', {
                  amount: sayAmount({ value: amount ?? 0, unit: amountUnit }, locale),
                  volume: sayFigure(volume ?? 0, locale),
                  perMl: sayAmount(run.perMl, locale),
                })}
              </li>
              <li>
                {t('dosing.infusion.lineFlow', {
                  perHour: sayAmount(run.perHour, locale),
                  perMl: sayAmount(run.perMl, locale),
                  flow: sayFigure(run.mlPerHour, locale),
                })}
              </li>
            </ol>
            {rule && rate !== null && rate > rule.high && (
              <Notice tone="red" isLive>
                {t('dosing.infusion.above', { high: say(rule.high) })}
              </Notice>
            )}
            {rule?.low && rate !== null && rate < rule.low && (
              <Notice tone="amber">{t('dosing.infusion.below', { low: say(rule.low) })}</Notice>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
