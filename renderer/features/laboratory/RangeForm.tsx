import { Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabRangeContent, OwnLabRange } from '../../../preload/contract/laboratory.ts';
import { useCommand } from '../../lib/api.ts';
import { focusFirstError, Form, FormActions, FormRow, notifyDone } from '../../ui/index.ts';
import { shortTest } from './labWords.tsx';
import type { RangedTest } from './RangesScreen.tsx';

const limits = ['criticalLow', 'normalLow', 'normalHigh', 'criticalHigh'] as const;
const agePattern = /^\d{1,3}[dwmy]$/;

/** `range`: what the fields begin with; `own`: the range that is changed, null for a new one. */
export function RangeForm(props: { test: RangedTest; range: LabRangeContent | null; own: OwnLabRange | null; onDone: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { test, range, own, onDone } = props;
  const { run, error, isRunning } = useCommand('laboratory.setRange');
  const [isTried, setTried] = useState(false);
  const [sex, setSex] = useState<LabRangeContent['sex']>(range?.sex ?? '');
  const [texts, setTexts] = useState({
    unit: range?.unit ?? test.unit,
    fromAge: range?.fromAge ?? '0d',
    beforeAge: range?.beforeAge ?? '',
    source: own?.source ?? '',
    edition: own?.edition ?? '',
    reason: '',
    ...Object.fromEntries(limits.map((name) => [name, range?.[name]?.toString() ?? ''])),
  } as Record<(typeof limits)[number] | 'unit' | 'fromAge' | 'beforeAge' | 'source' | 'edition' | 'reason', string>);
  const numberOf = (text: string) => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
  const wrong = {
    fromAge: !agePattern.test(texts.fromAge) && t('laboratory.ranges.wrongAge'),
    beforeAge: texts.beforeAge !== '' && !agePattern.test(texts.beforeAge) && t('laboratory.ranges.wrongAge'),
    source: texts.source.trim().length < 2 && t('laboratory.ranges.sourceMissing'),
    ...(Object.fromEntries(
      limits.map((name) => [name, Number.isNaN(numberOf(texts[name]) ?? 0) && t('laboratory.ranges.wrongNumber')]),
    ) as Record<(typeof limits)[number], string | false>),
  };
  const name = shortTest(test.name);
  const title = t(own ? 'laboratory.ranges.formEdit' : 'laboratory.ranges.formNew', { name });
  const save = async () => {
    setTried(true);
    if (Object.values(wrong).some(Boolean)) return focusFirstError(box.current);
    const answer = await run({
      labRangeId: own?.labRangeId ?? null,
      version: own?.version ?? 0,
      loinc: test.loinc,
      unit: texts.unit.trim(),
      sex,
      fromAge: texts.fromAge,
      beforeAge: texts.beforeAge,
      criticalLow: numberOf(texts.criticalLow),
      normalLow: numberOf(texts.normalLow),
      normalHigh: numberOf(texts.normalHigh),
      criticalHigh: numberOf(texts.criticalHigh),
      source: texts.source.trim(),
      edition: texts.edition.trim(),
      reason: texts.reason.trim(),
    });
    if (!answer) return undefined;
    notifyDone(t('laboratory.ranges.saved'));
    return onDone();
  };
  const field = (key: keyof typeof texts, label: string, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      inputMode={key in wrong && limits.includes(key as 'normalLow') ? 'decimal' : undefined}
      maxLength={200}
      autoComplete="off"
      value={texts[key]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTexts((before) => ({ ...before, [key]: key.endsWith('Age') ? value.trim().toLowerCase() : value }));
      }}
      error={isTried && key in wrong ? wrong[key as keyof typeof wrong] : null}
    />
  );
  return (
    <div ref={box}>
      <Form label={title} onSubmit={() => void save()} onCancel={onDone}>
        <h3>{title}</h3>
        <FormRow>
          <Select
            label={t('laboratory.ranges.sex')}
            allowDeselect={false}
            data={(['', 'female', 'male'] as const).map((value) => ({
              value,
              label: value === '' ? t('laboratory.ranges.both') : t(`patients.sex.${value}`),
            }))}
            value={sex}
            onChange={(value) => setSex((value ?? '') as typeof sex)}
          />
          {field('unit', t('laboratory.ranges.unit'))}
        </FormRow>
        <FormRow>
          {field('fromAge', t('laboratory.ranges.fromAge'), t('laboratory.ranges.ageHint'))}
          {field('beforeAge', t('laboratory.ranges.beforeAge'), t('laboratory.ranges.beforeHint'))}
        </FormRow>
        <FormRow>
          {field('normalLow', t('laboratory.ranges.normalLowField'))}
          {field('normalHigh', t('laboratory.ranges.normalHighField'))}
        </FormRow>
        <FormRow>
          {field('criticalLow', t('laboratory.ranges.criticalLowField'))}
          {field('criticalHigh', t('laboratory.ranges.criticalHighField'))}
        </FormRow>
        <FormRow>
          {field('source', t('laboratory.ranges.sourceField'), t('laboratory.ranges.sourceHint'))}
          {field('edition', t('laboratory.ranges.editionField'))}
        </FormRow>
        {own && field('reason', t('laboratory.ranges.reason'))}
        <FormActions save={t('laboratory.ranges.save')} error={error} isRunning={isRunning} onCancel={onDone} />
      </Form>
    </div>
  );
}
