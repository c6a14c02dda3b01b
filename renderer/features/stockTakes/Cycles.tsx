import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, NumberUnitField, notifyDone, SkeletonRows, Tag } from '../../ui/index.ts';

type Cycle = Output<'stockTakes.plan'>['cycles'][number];

/** How much of each class is due, and how often the facility counts it. */
export function Cycles() {
  const { t } = useTranslation();
  const plan = useQuery('stockTakes.plan', {});
  return (
    <Card title={t('stockTakes.cycles.title')}>
      <ErrorLine error={plan.error} />
      {!plan.data && !plan.error && <SkeletonRows rows={3} />}
      {plan.data?.cycles.map((cycle) => (
        <CycleLine key={`${cycle.class} ${cycle.version}`} cycle={cycle} />
      ))}
      <p className="mv-muted">{t('stockTakes.cycles.hint')}</p>
    </Card>
  );
}

function CycleLine({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const set = useCommand('stockTakes.setCycle');
  const [days, setDays] = useState<number | null>(cycle.intervalDays);
  const save = async () => {
    if (days === null || days < 1) return;
    const saved = await set.run({ class: cycle.class, intervalDays: days, version: cycle.version });
    if (saved) notifyDone(t('stockTakes.cycles.saved', { name: cycle.class, days: format.number(days) }));
  };
  return (
    <div className="mv-cycle">
      <strong>{cycle.class}</strong>
      <span>
        {cycle.due > 0 ? (
          <Tag tone="amber">{t('stockTakes.cycles.dueNow', { due: format.number(cycle.due) })}</Tag>
        ) : (
          <Tag tone="green">{t('stockTakes.cycles.dueNow', { due: 0 })}</Tag>
        )}
      </span>
      <span className="mv-muted">{t('stockTakes.cycles.itemsIn', { items: format.number(cycle.items) })}</span>
      {can('StockTake.approve') ? (
        <span className="mv-line">
          <NumberUnitField
            aria-label={`${t('stockTakes.cycles.every')} ${cycle.class}`}
            unit={t('stockTakes.cycles.days')}
            value={days}
            onChange={setDays}
            min={1}
            max={1100}
            w={120}
          />
          {days !== cycle.intervalDays && (
            <Button size="compact-sm" variant="light" loading={set.isRunning} onClick={() => void save()}>
              {t('stockTakes.cycles.save')}
            </Button>
          )}
        </span>
      ) : (
        <span className="mv-muted">{t('stockTakes.cycles.everyDays', { days: format.number(cycle.intervalDays) })}</span>
      )}
      <ErrorLine error={set.error} />
    </div>
  );
}
