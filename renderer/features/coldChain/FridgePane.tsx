import { Button, SegmentedControl } from '@mantine/core';
import { Thermometer } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, EmptyState, Notice, SkeletonRows, ThingPane } from '../../ui/index.ts';
import { Excursions } from './Excursions.tsx';
import { FridgeLots } from './FridgeLots.tsx';
import { LimitsForm } from './LimitsForm.tsx';
import { LoggerImport } from './LoggerImport.tsx';
import { ReadingForm } from './ReadingForm.tsx';

const TrendPlot = lazy(() => import('../patients/TrendPlot.tsx'));
const spans = [7, 30, 90] as const;

/** One fridge: what it showed, when it was out of range, and what lies in it. */
export function FridgePane({ locationId, onClose }: { locationId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [days, setDays] = useState<(typeof spans)[number]>(7);
  const [act, setAct] = useState<'read' | 'import' | 'limits' | null>(null);
  const found = useQuery('coldChain.storage', { locationId, days }, { keepPrevious: true });
  if (!found.data)
    return <ThingPane label={t('coldChain.title')} closeLabel={t('coldChain.close')} onClose={onClose} read={found} />;
  const { storage, readings, isThinned, excursions, lots } = found.data;
  const done = () => setAct(null);
  const values = readings.map(({ at, celsius }) => ({ at, value: celsius }));
  return (
    <ThingPane label={storage.name} closeLabel={t('coldChain.close')} onClose={onClose} read={found}>
        <div className="mv-stack">
          {storage.state === 'unread' && <Notice tone="amber">{storage.latest ? t('coldChain.unreadSince', { ago: format.ago(storage.latest.at) }) : t('coldChain.neverRead')}</Notice>}
          {storage.state === 'out' && storage.latest && (
            <Notice tone="red" title={t('coldChain.outNow', { celsius: format.measure(storage.latest.celsius) })}>
              {t('coldChain.outNowText')}
            </Notice>
          )}
          {can('ColdChain.create') && (
            <div className="mv-actions">
              <Button leftSection={<Thermometer size={14} aria-hidden="true" />} onClick={() => setAct('read')}>
                {t('coldChain.read.open')}
              </Button>
              <Button variant="default" onClick={() => setAct('import')}>
                {t('coldChain.import.open')}
              </Button>
              {can('ColdChain.conclude') && (
                <Button variant="default" onClick={() => setAct('limits')}>
                  {t('coldChain.limits.open')}
                </Button>
              )}
            </div>
          )}
          {act === 'read' && <ReadingForm storage={storage} onDone={done} />}
          {act === 'import' && <LoggerImport storage={storage} onDone={done} />}
          {act === 'limits' && <LimitsForm storage={storage} onDone={done} />}
          <Excursions excursions={excursions} />
          <Card
            title={t('coldChain.readings')}
            actions={
              <SegmentedControl
                size="xs"
                aria-label={t('coldChain.span')}
                value={String(days)}
                onChange={(next) => setDays(spans.find((one) => String(one) === next) ?? 7)}
                data={spans.map((count) => ({ value: String(count), label: t('coldChain.days', { count }) }))}
              />
            }
          >
            {values.length === 0 ? (
              <EmptyState icon={Thermometer} title={t('coldChain.noReadings')} text={t('coldChain.noReadingsText')} />
            ) : (
              <Suspense fallback={<SkeletonRows rows={4} />}>
                <TrendPlot name={t('coldChain.temperature')} unit="Cel" values={values} low={storage.limits.low} high={storage.limits.high} />
                {isThinned && <p className="mv-muted">{t('coldChain.thinned')}</p>}
              </Suspense>
            )}
          </Card>
          <FridgeLots lots={lots} />
        </div>
    </ThingPane>
  );
} // prettier-ignore
