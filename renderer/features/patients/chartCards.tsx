import { Button } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows, Tag } from '../../ui/signs.tsx';
import { HistoryButton } from '../audit/HistoryButton.tsx';
import { ObservationValue } from '../observations/ObservationValue.tsx';
import { useSignName } from '../observations/useSignName.ts';
import { latestOfEach, trendOf } from './latest.ts';
import { useStatusWords } from './statusWords.ts';

const TrendPlot = lazy(() => import('./TrendPlot.tsx'));

export function ConditionsCard({ chart }: { chart: Pick<Chart, 'conditions'> }) {
  const { t } = useTranslation();
  return (
    <Card title={t('patients.chart.conditions')}>
      <ConditionList conditions={chart.conditions} none={t('patients.chart.noConditions')} />
    </Card>
  );
}

/** Codes, words and days, the same in the chart and in the visit; `none` says that there is nothing. */
export function ConditionList({ conditions, none }: { conditions: Chart['conditions']; none: string }) {
  const format = useFormat();
  if (conditions.length === 0) return <p className="mv-none">{none}</p>;
  return (
    <ul className="mv-list">
      {conditions.map((condition) => (
        <li key={condition.id} className="mv-entry">
          <span className="mv-code">{condition.coding.code}</span>
          <span className="mv-grow">{condition.coding.display}</span>
          <span className="mv-muted">{format.dayOf(condition.recordedAt)}</span>
          <HistoryButton resource="Condition" id={condition.id} name={condition.coding.display} />
        </li>
      ))}
    </ul>
  );
}

export function MedicationsCard({ chart }: { chart: Pick<Chart, 'medications'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const status = useStatusWords();
  return (
    <Card title={t('patients.chart.medications')}>
      {chart.medications.length === 0 ? (
        <p className="mv-none">{t('patients.chart.noMedications')}</p>
      ) : (
        <ul className="mv-list">
          {chart.medications.map((medication) => (
            <li key={medication.id} className="mv-entry mv-entry-top">
              <span className="mv-grow">
                {can('MedicationRequest.read') ? (
                  <Link href={`/prescriptions/${medication.id}`} className="mv-link">
                    {medication.medicine}
                  </Link>
                ) : (
                  medication.medicine
                )}
                <small>{medication.directions}</small>
              </span>
              <span className="mv-end">
                <Tag tone={medication.status === 'active' ? 'blue' : 'grey'} isPlain>
                  {status(medication.status)}
                </Tag>
                <small>
                  {t('patients.chart.handedOver', {
                    dispensed: format.number(medication.dispensed),
                    quantity: format.number(medication.quantity),
                  })}
                </small>
              </span>
              <HistoryButton resource="MedicationRequest" id={medication.id} name={medication.medicine} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function ObservationsCard({ chart }: { chart: Pick<Chart, 'observations'> }) {
  const { t } = useTranslation();
  const signName = useSignName();
  const format = useFormat();
  const latest = useMemo(() => latestOfEach(chart.observations), [chart.observations]);
  const [plotted, setPlotted] = useState<string | null>(null);
  const trend = plotted === null ? [] : trendOf(chart.observations, plotted);
  const newest = trend.at(-1);
  return (
    <Card title={t('patients.chart.observations')}>
      {latest.length === 0 ? (
        <p className="mv-none">{t('patients.chart.noObservations')}</p>
      ) : (
        <table className="mv-small-table">
          <tbody>
            {latest.map((observation) => (
              <tr key={observation.id}>
                <th scope="row">{signName(observation)}</th>
                <td className="mv-num">
                  <ObservationValue observation={observation} />
                </td>
                <td>
                  {observation.flag !== '' && (
                    <Tag tone={observation.flag === 'critical' ? 'red' : 'amber'}>{t(`patients.chart.flags.${observation.flag}`)}</Tag>
                  )}
                </td>
                <td className="mv-muted mv-num">{format.instant(observation.effectiveAt)}</td>
                <td>
                  {trendOf(chart.observations, observation.code).length > 1 && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-expanded={plotted === observation.code}
                      aria-label={t('patients.plot.label', { name: signName(observation) })}
                      onClick={() => setPlotted(plotted === observation.code ? null : observation.code)}
                    >
                      {t('patients.plot.open')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {newest && (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <TrendPlot
            name={signName(newest)}
            unit={newest.unit}
            values={trend.map(({ effectiveAt, value }) => ({ at: effectiveAt, value }))}
            low={null}
            high={null}
          />
        </Suspense>
      )}
    </Card>
  );
}

export function EncountersCard({ chart }: { chart: Chart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const status = useStatusWords();
  return (
    <Card title={t('patients.chart.encounters')}>
      {chart.encounters.length === 0 ? (
        <p className="mv-none">{t('patients.chart.noEncounters')}</p>
      ) : (
        <ul className="mv-list">
          {chart.encounters.map((encounter) => (
            <li key={encounter.id} className="mv-entry">
              <span className="mv-when">
                {can('Encounter.read') ? (
                  <Link href={`/encounters/${encounter.id}`} className="mv-link">
                    {format.instant(encounter.startedAt)}
                  </Link>
                ) : (
                  format.instant(encounter.startedAt)
                )}
              </span>
              <span className="mv-grow">{encounter.reason || <span className="mv-muted">{t('patients.chart.noReason')}</span>}</span>
              <Tag tone={encounter.endedAt ? 'grey' : 'blue'} isPlain>
                {status(encounter.status)}
              </Tag>
              <HistoryButton resource="Encounter" id={encounter.id} name={format.instant(encounter.startedAt)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
