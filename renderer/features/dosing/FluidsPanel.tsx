import { useTranslation } from 'react-i18next';
import { sayFigure } from '../../../preload/contract/amounts.ts';
import { monthsBetween } from '../../../preload/contract/dates.ts';
import { maintenanceFluid, planA, planB, planC } from '../../../preload/contract/fluids.ts';
import { useFormat, useLocale } from '../../lib/format.ts';
import { Card, Notice } from '../../ui/index.ts';
import type { ReadFigures } from './figures.ts';

/** Maintenance and the three plans of diarrhoea, each with its working and its source. */
export function FluidsPanel({ read }: { read: ReadFigures }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { today } = useFormat();
  const { weightKg, birthDate } = read.figures;
  if (weightKg === null) return <Notice tone="blue">{t('dosing.fluids.needWeight')}</Notice>;
  const months = birthDate === null ? null : monthsBetween(birthDate, today);
  const maintenance = maintenanceFluid(weightKg);
  const ors = planB(weightKg);
  const stool = months === null ? null : planA(months);
  const figure = (value: number) => sayFigure(value, locale);
  const time = (hours: number) =>
    hours < 1 ? t('dosing.fluids.minutes', { count: hours * 60 }) : t('dosing.fluids.hour', { count: hours });
  return (
    <div className="mv-dose-columns">
      <Card title={t('dosing.fluids.maintenance')}>
        <div className="mv-dose">
          {months !== null && months < 1 && <Notice tone="red">{t('dosing.fluids.newborn')}</Notice>}
          {months !== null && months >= 192 && <Notice tone="amber">{t('dosing.fluids.grownUp')}</Notice>}
          {(months === null || months >= 1) && (
            <>
              <div className="mv-dose-answer" role="status">
                <strong>{t('dosing.fluids.perHour', { value: figure(maintenance.perHour) })}</strong>
                <span>{t('dosing.fluids.perDay', { value: figure(maintenance.perDay) })}</span>
              </div>
              <ol className="mv-dose-working">
                {maintenance.parts.map((part) => (
                  <li key={part.rate}>
                    {t('dosing.fluids.maintenanceLine', { kg: figure(part.kg), rate: part.rate, volume: figure(part.volume) })}
                  </li>
                ))}
              </ol>
            </>
          )}
          <small className="mv-muted">
            {t('dosing.sources')}: {t('dosing.fluids.maintenanceSource')}
          </small>
        </div>
      </Card>
      <Card title={t('dosing.fluids.planA')}>
        <div className="mv-dose">
          {stool ? (
            <p>
              {stool.to === null
                ? t('dosing.fluids.planALineOpen', { from: stool.from })
                : t('dosing.fluids.planALine', { from: stool.from, to: stool.to })}
            </p>
          ) : (
            <Notice tone="blue">{t('dosing.fluids.needAge')}</Notice>
          )}
          <PlanSource />
        </div>
      </Card>
      <Card title={t('dosing.fluids.planB')}>
        <div className="mv-dose">
          <p>{t('dosing.fluids.planBLine', { kg: figure(weightKg), volume: figure(ors.volume) })}</p>
          <PlanSource />
        </div>
      </Card>
      <Card title={t('dosing.fluids.planC')}>
        <div className="mv-dose">
          {months === null ? (
            <Notice tone="blue">{t('dosing.fluids.needAge')}</Notice>
          ) : (
            <ol className="mv-dose-working">
              {planC(weightKg, months).map((part) => (
                <li key={part.rate}>
                  {t('dosing.fluids.planCLine', {
                    kg: figure(weightKg),
                    rate: part.rate,
                    volume: figure(part.volume),
                    time: time(part.hours),
                    flow: figure(part.perHour),
                  })}
                </li>
              ))}
            </ol>
          )}
          <p>{t('dosing.fluids.planCWhat')}</p>
          <Notice tone="amber">{t('dosing.fluids.malnutrition')}</Notice>
          <PlanSource />
        </div>
      </Card>
    </div>
  );
}

function PlanSource() {
  const { t } = useTranslation();
  return (
    <small className="mv-muted">
      {t('dosing.sources')}: {t('dosing.fluids.planSource')}
    </small>
  );
}
