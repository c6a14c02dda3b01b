import { Button } from '@mantine/core';
import { ListChecks, ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { ControlledItem } from '../../../preload/contract/controlled.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Notice, Page, Pane, Tag, TwoPane } from '../../ui/index.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { DailyCount } from './DailyCount.tsx';
import { RegisterPane } from './RegisterPane.tsx';
import { ReviewPane } from './ReviewPane.tsx';
import '../inventory/tables.css';
import './controlled.css';

const tones = { done: 'green', due: 'blue', overdue: 'amber' } as const;

/** The register of controlled medicines: an item's book beside the list, the daily count, the review of what nobody witnessed. */
export default function ControlledScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { view } = useParams();
  const [, navigate] = useLocation();
  const answer = useQuery('controlled.items', {});
  const chosen = answer.data?.items.find((item) => item.itemId === view);
  const columns = useColumns(chosen !== undefined);
  const items = answer.data?.items;
  const home = () => navigate('/controlled');
  const unreviewed = answer.data?.unreviewed ?? 0;
  return (
    <Page
      title={t('controlled.title')}
      actions={
        can('Controlled.create') &&
        (items?.length ?? 0) > 0 && (
          <Button
            leftSection={<ListChecks size={14} aria-hidden="true" />}
            variant={view === 'count' ? 'light' : 'filled'}
            onClick={() => navigate('/controlled/count')}
          >
            {t('controlled.daily.open')}
          </Button>
        )
      }
    >
      <StockNav />
      <ErrorLine error={answer.error} />
      {unreviewed > 0 && view !== 'review' && (
        <Notice
          tone="amber"
          actions={
            <Button size="compact-sm" variant="default" onClick={() => navigate('/controlled/review')}>
              {t('controlled.review.goTo')}
            </Button>
          }
        >
          {t('controlled.review.open', { count: unreviewed })}
        </Notice>
      )}
      {view === 'review' ? (
        <ReviewPane onClose={home} />
      ) : view === 'count' && items && items.length > 0 ? (
        <DailyCount items={items} onDone={home} />
      ) : (
        <TwoPane
          listWidth={chosen ? '34%' : '44%'}
          list={
            <DataTable<ControlledItem>
              label={t('controlled.items')}
              rows={items}
              rowId={(item) => item.itemId}
              columns={columns}
              onOpen={(item) => navigate(`/controlled/${item.itemId}`)}
              selectedId={view ?? null}
              empty={<EmptyState icon={ShieldCheck} title={t('controlled.none')} text={t('controlled.noneText')} />}
              autoFocus={view === undefined}
            />
          }
        >
          {chosen ? (
            <RegisterPane key={chosen.itemId} item={chosen} onClose={home} />
          ) : (
            (items?.length ?? 0) > 0 && (
              <Pane label={t('controlled.items')}>
                <EmptyState icon={ShieldCheck} title={t('controlled.choose')} />
              </Pane>
            )
          )}
        </TwoPane>
      )}
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<ControlledItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return useMemo(() => {
    const columns: readonly (Column<ControlledItem> & { isWide?: boolean })[] = [
      { key: 'name', head: t('controlled.columns.name'), width: 'minmax(200px, 1fr)', text: medicineWords, cell: medicineWords },
      {
        key: 'balance',
        head: t('controlled.columns.balance'),
        width: '116px',
        isNumeric: true,
        isWide: true,
        text: (item) => format.number(item.onHand),
        cell: (item) => units.count(item.onHand, item.unit),
      },
      {
        key: 'count',
        head: t('controlled.columns.count'),
        width: '136px',
        cell: (item) => <Tag tone={tones[item.count]}>{t(`controlled.count.${item.count}`)}</Tag>,
      },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [t, format, units, isNarrow]);
}
