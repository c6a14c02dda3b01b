import { NumberInput, Select } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoseRuleChoice } from '../../../preload/contract/dosing.ts';
import { tabletSplits } from '../../../preload/contract/dosing.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat, useLocale } from '../../lib/format.ts';
import { EmptyState, ErrorLine, FormRow, Notice, SkeletonRows } from '../../ui/index.ts';
import { useSettled } from '../inventory/useSettled.ts';
import { DoseResult, type UseDose } from './DoseResult.tsx';
import './dosing.css';
import { FiguresFields } from './FiguresFields.tsx';
import { noFigures, type ReadFigures, readFigures, type TypedFigures, typedOf } from './figures.ts';

export type DoseCalculatorProps = {
  /** null: bare figures */
  patientId: string | null;
  medicine: string;
  /** stands first among the products */
  itemId?: string | null | undefined;
  /** fills a prescription; without it the calculator only shows */
  onUse?: UseDose | undefined;
};

/** By weight, age, surface or kidney function: the dose with its working, and how it is measured with what is on the shelf. */
export function DoseCalculator({ patientId, medicine, itemId, onUse }: DoseCalculatorProps) {
  const figures = useFigures(patientId);
  return (
    <div className="mv-dose">
      <ErrorLine error={figures.error} />
      <FiguresFields typed={figures.typed} read={figures.read} known={figures.known} onChange={figures.amend} />
      <DoseByRule key={medicine} medicine={medicine} itemId={itemId ?? null} read={figures.read} onUse={onUse} />
    </div>
  );
}

/** From the record at first; what is typed stands over it. Another patient is another screen (key). */
export function useFigures(patientId: string | null) {
  const locale = useLocale();
  const { today } = useFormat();
  const [changes, setChanges] = useState<Partial<TypedFigures>>({});
  const facts = useQuery('dosing.facts', { patientId: patientId ?? '' }, { enabled: patientId !== null });
  const known = patientId === null ? undefined : facts.data;
  const typed: TypedFigures = { ...(known ? typedOf(known, locale) : noFigures), ...changes };
  const amend = (change: Partial<TypedFigures>) => setChanges((before) => ({ ...before, ...change }));
  return { typed, amend, known, read: readFigures(typed, today), error: patientId === null ? null : facts.error };
}

/** The rules that hold, the choice among them, and the dose. Another medicine is another choice (key). */
export function DoseByRule({
  medicine,
  itemId,
  read,
  onUse,
}: {
  medicine: string;
  itemId: string | null;
  read: ReadFigures;
  onUse: UseDose | undefined;
}) {
  const { t } = useTranslation();
  const [rule, setRule] = useState<string | null>(null);
  const [times, setTimes] = useState<number | null>(null);
  const [days, setDays] = useState<number | null>(null);
  const [split, setSplit] = useState<(typeof tabletSplits)[number]>('whole');
  const asked = useSettled(
    JSON.stringify({ medicine: medicine.trim(), figures: read.figures, rule, timesPerDay: times, days, split }),
    150,
  );
  const input = JSON.parse(asked) as { medicine: string; figures: ReadFigures['figures']; rule: string | null; timesPerDay: number | null; days: number | null; split: 'whole' }; // prettier-ignore
  const calculated = useQuery('dosing.calculate', input, { enabled: input.medicine.length >= 2, keepPrevious: true });
  const answer = medicine.trim().length >= 2 ? calculated.data : undefined;

  if (medicine.trim().length < 2) return <EmptyState title={t('dosing.needMedicine')} text={t('dosing.few')} />;
  if (calculated.error) return <ErrorLine error={calculated.error} onRetry={() => void calculated.refetch()} />;
  if (!answer) return <SkeletonRows rows={4} />;
  const chosen = answer.rules.find((one) => one.key === answer.result?.key);
  return (
    <>
      <WhatIsMissing answer={answer} medicine={medicine} />
      {answer.result && chosen && (
        <>
          <FormRow>
            <Select
              label={t('dosing.rule')}
              description={chosen.source}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data={answer.rules.map((one) => ({ value: one.key, label: ruleLabel(one, t) }))}
              value={chosen.key}
              onChange={(key) => {
                setRule(key);
                setTimes(null);
              }}
              allowDeselect={false}
            />
          </FormRow>
          <FormRow>
            {chosen.times && chosen.times.from < chosen.times.to && (
              <Select
                label={t('dosing.times')}
                data={timesChoices(chosen).map((value) => ({ value: String(value), label: String(value) }))}
                value={String(Math.round(answer.result.timesPerDay ?? 1))}
                onChange={(value) => setTimes(value === null ? null : Number(value))}
                allowDeselect={false}
              />
            )}
            {chosen.times && (
              <NumberInput
                label={t('dosing.days')}
                value={days ?? answer.result.days ?? ''}
                onChange={(next) => setDays(typeof next === 'number' && next >= 1 && next <= 365 ? Math.floor(next) : null)}
                min={1}
                max={365}
                decimalScale={0}
              />
            )}
            {answer.result.products.some(({ unit }) => unit === 'tablet') && (
              <Select
                label={t('dosing.split')}
                data={tabletSplits.map((value) => ({ value, label: t(`dosing.splits.${value}`) }))}
                value={split}
                onChange={(value) => setSplit(tabletSplits.find((one) => one === value) ?? 'whole')}
                allowDeselect={false}
              />
            )}
          </FormRow>
          <DoseResult result={answer.result} itemId={itemId} onUse={onUse} />
        </>
      )}
    </>
  );
}

/** "malaria: 40 mg/dose", with the ingredient of a combination. */
function ruleLabel(rule: DoseRuleChoice, t: TFunction): string {
  const adjusted = rule.isAdjusted ? ` (${t('dosing.adjusted')})` : '';
  return `${rule.ingredient}, ${rule.indication || t('dosing.general')}: ${rule.says}${adjusted}`;
}

function timesChoices({ times }: DoseRuleChoice): number[] {
  if (!times) return [];
  const from = Math.max(1, Math.ceil(times.from));
  return Array.from({ length: Math.floor(times.to) - from + 1 }, (_, at) => from + at);
}

function WhatIsMissing({ answer, medicine }: { answer: Output<'dosing.calculate'>; medicine: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const without = answer.ingredients.filter(({ hasRules }) => !hasRules);
  const { verdict, meantKg } = answer.weight;
  return (
    <div className="mv-dose-notices">
      {answer.ingredients.length === 0 && <Notice tone="amber">{t('dosing.unknown', { medicine })}</Notice>}
      {without.map(({ id, name }) => (
        <Notice key={id} tone="amber" title={t('dosing.noRule', { medicine: name })}>
          {t('dosing.noRuleText')}
        </Notice>
      ))}
      {verdict !== 'likely' && (
        <Notice tone="red" isLive>
          {verdict === 'unlikely'
            ? t('dosing.weightUnlikely')
            : t(verdict === 'grams' ? 'dosing.weightGrams' : 'dosing.weightPounds', { kg: format.measure(meantKg ?? 0) })}
        </Notice>
      )}
      {answer.missing.length > 0 && (
        <Notice tone="blue">
          {t('dosing.missingText', { facts: answer.missing.map((fact) => t(`dosing.missing.${fact}`)).join(', ') })}
        </Notice>
      )}
      {!answer.result &&
        answer.ingredients.some(({ hasRules }) => hasRules) &&
        answer.missing.length === 0 &&
        answer.infusions.length === 0 && <Notice tone="amber">{t('dosing.noneFits', { medicine })}</Notice>}
      {(answer.surfaceM2 !== null || answer.clearance) && (
        <small className="mv-muted">
          {[
            answer.surfaceM2 === null ? null : t('dosing.surface', { value: format.number(answer.surfaceM2, 2) }),
            answer.clearance &&
              t('dosing.clearance', { value: format.number(answer.clearance.mlMin, 0), formula: formulaWord(answer.clearance.formula, t) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      )}
    </div>
  );
}

const formulaWord = (formula: string, t: TFunction): string =>
  formula === 'cockcroft-gault' || formula === 'schwartz-bedside' ? t(`dosing.formula.${formula}`) : formula;
