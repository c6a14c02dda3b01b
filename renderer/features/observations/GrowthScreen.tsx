import { Button, SegmentedControl, Select } from '@mantine/core';
import { Baby } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { type GrowthIndicator, growthSpan, type GrowthSpan } from '../../../preload/contract/observations.ts';
import { useQuery } from '../../lib/api.ts';
import { formatAge, localDay, useFormat } from '../../lib/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Page } from '../../ui/Page.tsx';
import { Notice, SkeletonRows } from '../../ui/signs.tsx';
import { usePersonWords } from '../patients/person.ts';
import { GrowthPlot } from './GrowthPlot.tsx';
import { GrowthTable } from './GrowthTable.tsx';
import { type GrowthPoint, indicatorsOf, pointsOn, usualSpan } from './growthView.ts';
import './observations.css';

/** A child's growth on WHO's curves. */
export default function GrowthScreen() {
  const { t } = useTranslation();
  const { patientId = '' } = useParams();
  const [, navigate] = useLocation();
  const words = usePersonWords();
  const chart = useQuery('patients.chart', { patientId });
  const growth = useQuery('observations.growth', { patientId });
  const error = chart.error ?? growth.error;
  const patient = chart.data?.patient;
  return (
    <Page
      title={patient ? t('observations.growth.of', { name: patient.displayName }) : t('observations.growth.title')}
      sub={patient ? words.long(patient) : undefined}
      actions={
        <Button variant="default" onClick={() => navigate(`/patients/${patientId}`)}>
          {t('observations.growth.back')}
        </Button>
      }
      isScrolling
    >
      <ErrorLine error={error} onRetry={() => void growth.refetch()} />
      {!error && (!growth.data || !chart.data) && <SkeletonRows rows={8} />}
      {growth.data && growth.data.visits.length === 0 && growth.data.why !== '' && (
        <EmptyState icon={Baby} title={t('observations.growth.title')} text={t(`observations.growth.why.${growth.data.why}`)} />
      )}
      {growth.data && growth.data.visits.length > 0 && <OpenGrowth growth={growth.data} />}
    </Page>
  );
}

function OpenGrowth({ growth }: { growth: Output<'observations.growth'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const newest = growth.visits.at(-1);
  const [span, setSpan] = useState<GrowthSpan>(usualSpan(newest?.ageDays ?? null));
  const [chosen, setIndicator] = useState<GrowthIndicator>(
    newest?.ageDays === null ? 'weight-for-length' : span === '5-to-19' ? 'bmi-for-age' : 'weight-for-age',
  );
  const indicators = indicatorsOf(span);
  const indicator = indicators.includes(chosen) ? chosen : 'weight-for-age';
  const sex = growth.sex === 'male' ? 'male' : 'female';
  const curves = useQuery('observations.growthCurves', { sex, indicator, span }, { keepPrevious: true });
  const points = pointsOn(growth.visits, indicator, span);
  const age = (at: string) => formatAge(growth.birthDate, 'day', localDay(at, format.timeZone), format.locale);
  const words = (point: GrowthPoint) =>
    t('observations.growth.point', {
      age: age(point.at),
      value: format.measure(Math.round(point.value * 100) / 100),
      unit: point.unit === 'kg/m2' ? 'kg/m²' : point.unit,
      z: format.measure(point.z),
    });
  return (
    <div className="mv-growth-screen">
      {newest?.hasOedema && <Notice tone="red">{t('observations.growth.oedema')}</Notice>}
      {(newest?.arm === 'severe-acute-malnutrition' || newest?.arm === 'moderate-acute-malnutrition') && (
        <Notice tone={newest.arm === 'severe-acute-malnutrition' ? 'red' : 'amber'}>{t(`observations.growth.arm.${newest.arm}`)}</Notice>
      )}
      {growth.isAgeApproximate && <Notice tone="amber">{t('observations.growth.approximate')}</Notice>}
      <div className="mv-growth-choice">
        <Select
          label={t('observations.growth.indicator.label')}
          allowDeselect={false}
          data={indicators.map((value) => ({ value, label: t(`observations.growth.indicator.${value}`) }))}
          value={indicator}
          onChange={(value) => value !== null && setIndicator(value)}
        />
        <div>
          <span className="mv-growth-label" id="growth-span">
            {t('observations.growth.span.label')}
          </span>
          <SegmentedControl
            aria-labelledby="growth-span"
            data={growthSpan.options.map((value) => ({ value, label: t(`observations.growth.span.${value}`) }))}
            value={span}
            onChange={(value) => setSpan(value)}
          />
        </div>
      </div>
      <ErrorLine error={curves.error} onRetry={() => void curves.refetch()} />
      <div className="mv-growth-body">
        {curves.data ? (
          <GrowthPlot key={`${indicator}-${span}`} curves={curves.data} points={points} indicator={indicator} span={span} words={words} />
        ) : (
          <SkeletonRows rows={10} />
        )}
        <GrowthTable points={points} age={age} />
      </div>
    </div>
  );
}
