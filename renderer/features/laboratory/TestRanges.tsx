import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LabRangeContent, type OwnLabRange, presenceUnit } from '../../../preload/contract/laboratory.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, notifyDone } from '../../ui/index.ts';
import { unitWords } from '../patients/latest.ts';
import { useRangeWords } from './labWords.tsx';
import { RangeForm } from './RangeForm.tsx';
import type { RangedTest } from './RangesScreen.tsx';

type Editing = { range: LabRangeContent | null; own: OwnLabRange | null };

/** One test: the laboratory's own ranges, and under them the shipped ones to compare with. */
export function TestRanges({ test }: { test: RangedTest }) {
  const { t } = useTranslation();
  const can = useCan();
  const withdraw = useCommand('laboratory.withdrawRange');
  const [editing, setEditing] = useState<Editing | null>(null);
  const isEditor = can('ObservationDefinition.update');
  if (test.unit === presenceUnit) return <p className="mv-none">{t('laboratory.ranges.presence')}</p>;
  if (editing) return <RangeForm test={test} {...editing} onDone={() => setEditing(null)} />;
  const takeBack = async ({ labRangeId, version }: OwnLabRange, reason: string) => {
    if (await withdraw.run({ labRangeId, version, reason })) notifyDone(t('laboratory.ranges.withdrawn'));
  };
  return (
    <div className="mv-stack">
      <Card
        title={t('laboratory.ranges.ownOf')}
        actions={
          isEditor && (
            <Button size="compact-sm" onClick={() => setEditing({ range: null, own: null })}>
              {t('laboratory.ranges.add')}
            </Button>
          )
        }
      >
        <ErrorLine error={withdraw.error} />
        {test.own.length === 0 ? (
          <p className="mv-none">{t('laboratory.ranges.ownNone')}</p>
        ) : (
          <RangeTable
            label={t('laboratory.ranges.ownOf')}
            unit={test.unit}
            ranges={test.own}
            actions={
              isEditor
                ? (range) => (
                    <>
                      <Button size="compact-xs" variant="default" onClick={() => setEditing({ range, own: range })}>
                        {t('laboratory.ranges.edit')}
                      </Button>{' '}
                      <ConfirmButton
                        size="compact-xs"
                        label={t('laboratory.ranges.withdraw')}
                        title={t('laboratory.ranges.withdrawTitle')}
                        consequence={t('laboratory.ranges.withdrawText')}
                        reasonLabel={t('laboratory.ranges.withdrawReason')}
                        confirmLabel={t('laboratory.ranges.withdrawConfirm')}
                        isDanger
                        onConfirm={(reason) => takeBack(range, reason)}
                      />
                    </>
                  )
                : undefined
            }
          />
        )}
      </Card>
      <Card title={t('laboratory.ranges.shippedOf')}>
        {test.shipped.length === 0 ? (
          <p className="mv-none">{t('laboratory.ranges.shippedNone')}</p>
        ) : (
          <>
            <p className="mv-muted">{t('laboratory.ranges.shippedHint')}</p>
            <RangeTable
              label={t('laboratory.ranges.shippedOf')}
              unit={test.unit}
              ranges={test.shipped}
              actions={
                isEditor
                  ? (range) => (
                      <Button size="compact-xs" variant="subtle" onClick={() => setEditing({ range, own: null })}>
                        {t('laboratory.ranges.copy')}
                      </Button>
                    )
                  : undefined
              }
            />
          </>
        )}
      </Card>
    </div>
  );
}

type RangeTableProps<T> = {
  label: string;
  /** of those that name no other */ unit: string;
  ranges: readonly T[];
  actions: ((range: T) => ReactNode) | undefined;
};

function RangeTable<T extends LabRangeContent>({ label, unit, ranges, actions }: RangeTableProps<T>) {
  const { t } = useTranslation();
  const words = useRangeWords();
  const format = useFormat();
  const who = useBandWords();
  const source = (code: string) => (code === 'nlm' || code === 'ciel' ? t(`laboratory.ranges.sources.${code}`) : code);
  const critical = ({ criticalLow: low, criticalHigh: high }: T) =>
    [
      low !== null && t('laboratory.ranges.criticalLow', { low: format.measure(low) }),
      high !== null && t('laboratory.ranges.criticalHigh', { high: format.measure(high) }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <div className="mv-wide">
      <table className="mv-small-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.ranges.who')}</th>
            <th scope="col">{t('laboratory.ranges.normal', { unit: unitWords(unit) })}</th>
            <th scope="col">{t('laboratory.ranges.critical')}</th>
            <th scope="col">{t('laboratory.ranges.source')}</th>
            {actions && <th aria-label={t('laboratory.ranges.edit')} />}
          </tr>
        </thead>
        <tbody>
          {ranges.map((range) => (
            <tr key={`${range.sex} ${range.fromAge} ${range.source}`}>
              <th scope="row" className="mv-nowrap">
                {who(range)}
              </th>
              <td>
                {words({ referenceLow: range.normalLow, referenceHigh: range.normalHigh })}{' '}
                {range.unit === unit ? '' : unitWords(range.unit)}
              </td>
              <td>{critical(range)}</td>
              <td className="mv-muted">{[source(range.source), range.edition].filter(Boolean).join(', ')}</td>
              {actions && <td className="mv-num">{actions(range)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "Female, 12 y to under 19 y" */
function useBandWords(): (range: LabRangeContent) => string {
  const { t } = useTranslation();
  const age = (span: string) => t(`laboratory.ranges.age.${span.at(-1) as 'd'}`, { count: Number(span.slice(0, -1)) });
  return ({ sex, fromAge, beforeAge }) => {
    const ages =
      beforeAge !== ''
        ? t('laboratory.ranges.ages', { from: age(fromAge), before: age(beforeAge) })
        : fromAge === '0d'
          ? t('laboratory.ranges.allAges')
          : t('laboratory.ranges.agesFrom', { from: age(fromAge) });
    return `${sex === '' ? t('laboratory.ranges.both') : t(`patients.sex.${sex}`)}, ${ages}`;
  };
}
