import { ActionIcon, NumberInput, SegmentedControl } from '@mantine/core';
import { PackageCheck, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { minorDigits, toMinorUnits } from '../../../preload/contract/money.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { DataTable, EmptyState, ErrorLine, Page, Pane, TwoPane } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import { StockNav } from '../inventory/StockNav.tsx';
import { medicineWords } from '../inventory/words.ts';
import { useSettled } from '../inventory/useSettled.ts';
import { useOrderColumns, useWasteColumns } from './columns.tsx';
import { type DraftLine, totalOf, useReorderDraft, withEdits } from './draft.ts';
import { OrderButton } from './OrderButton.tsx';
import { SettingsButton } from './SettingsButton.tsx';
import { WhyFigures } from './WhyFigures.tsx';
import { useSentence } from './words.ts';

type View = 'order' | 'waste';
const noLines: readonly DraftLine[] = [];

/** What to order now and why, and what will expire unused: two lists, each line with its working beside it. */
export default function ReorderScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const itemId = useParams()['itemId'];
  const [, navigate] = useLocation();
  const [view, setView] = useState<View>('order');
  const { edits, budget } = useReorderDraft();
  const suggested = useQuery('replenishment.suggested', { budget: useSettled(budget) }, { keepPrevious: true });
  const waste = useQuery('replenishment.waste', {}, { enabled: view === 'waste' });
  const lines = useMemo(() => suggested.data && withEdits(suggested.data.lines, edits), [suggested.data, edits]);
  const taken = lines?.filter(({ isTaken }) => isTaken) ?? [];
  const currency = suggested.data?.currency ?? waste.data?.currency ?? 'USD';
  const isNarrow = itemId !== undefined;
  const orderColumns = useOrderColumns(lines ?? noLines, currency, isNarrow);
  const wasteColumns = useWasteColumns(currency, isNarrow);
  const total = totalOf(taken);
  const named = [...(lines ?? []), ...(waste.data?.lots ?? [])].find((row) => row.itemId === itemId);
  const open = (row: { itemId: string }) => navigate(`/reorder/${row.itemId}`);
  const close = () => navigate('/reorder');
  const sub =
    view === 'order'
      ? suggested.data &&
        t('replenishment.sub', {
          lines: format.number(suggested.data.lines.length),
          total: format.money(suggested.data.total, suggested.data.currency),
        })
      : waste.data && t('replenishment.wasteSub', { value: format.money(waste.data.value, waste.data.currency) });

  return (
    <Page
      title={t('replenishment.title')}
      sub={sub}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('replenishment.view.label')}
            value={view}
            onChange={(next) => setView(next === 'waste' ? 'waste' : 'order')}
            data={(['order', 'waste'] as const).map((value) => ({ value, label: t(`replenishment.view.${value}`) }))}
          />
          {can('Organization.update') && <SettingsButton />}
          <ReorderExport view={view} taken={taken} />
          {view === 'order' && <OrderButton lines={taken} />}
        </>
      }
    >
      <StockNav />
      <ErrorLine error={view === 'order' ? suggested.error : waste.error} />
      <TwoPane
        listWidth={isNarrow ? '54%' : '100%'}
        list={
          view === 'order' ? (
            <div className="mv-pane">
              <div className="mv-toolbar mv-budget">
                <BudgetField currency={currency} />
                <span className="mv-muted">{t('replenishment.budgetHint')}</span>
              </div>
              <DataTable<DraftLine>
                label={t('replenishment.list')}
                rows={lines}
                rowId={(row) => row.itemId}
                columns={orderColumns}
                selectedId={itemId ?? null}
                onOpen={open}
                empty={<EmptyState icon={PackageCheck} title={t('replenishment.empty')} text={t('replenishment.emptyText')} />}
                note={[
                  t('replenishment.chosen', { lines: format.number(taken.length), total: format.money(total.cost, currency) }),
                  total.withoutPrice > 0 && t('replenishment.withoutPrice', { count: total.withoutPrice }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                autoFocus={!isNarrow}
              />
            </div>
          ) : (
            <DataTable
              label={t('replenishment.wasteList')}
              rows={waste.data?.lots}
              rowId={(row) => row.lotId}
              columns={wasteColumns}
              onOpen={open}
              empty={<EmptyState icon={PackageCheck} title={t('replenishment.wasteEmpty')} text={t('replenishment.wasteEmptyText')} />}
              autoFocus={!isNarrow}
            />
          )
        }
      >
        {itemId !== undefined && (
          <Pane
            title={named ? medicineWords({ name: named.itemName, form: named.form }) : t('replenishment.why.title')}
            isText
            label={t('replenishment.why.title')}
            actions={
              <ActionIcon variant="subtle" color="gray" aria-label={t('replenishment.why.close')} onClick={close}>
                <X size={16} aria-hidden="true" />
              </ActionIcon>
            }
          >
            <WhyFigures key={itemId} itemId={itemId} />
          </Pane>
        )}
      </TwoPane>
    </Page>
  );
}

function BudgetField({ currency }: { currency: string }) {
  const { t } = useTranslation();
  const { budget } = useReorderDraft();
  const digits = minorDigits(currency);
  return (
    <NumberInput
      w={180}
      size="xs"
      aria-label={t('replenishment.budget')}
      placeholder={t('replenishment.budget')}
      min={0}
      decimalScale={digits}
      allowNegative={false}
      value={budget === null ? '' : budget / 10 ** digits}
      onChange={(next) => useReorderDraft.setState({ budget: next === '' ? null : toMinorUnits(Number(next), currency) })}
      rightSection={<span className="mv-muted">{currency}</span>}
      rightSectionWidth={48}
      rightSectionPointerEvents="none"
    />
  );
}

function ReorderExport({ view, taken }: { view: View; taken: readonly DraftLine[] }) {
  const { t } = useTranslation();
  const { locale, number } = useFormat();
  const sentence = useSentence();
  const { run, isRunning, error } = useCommand('replenishment.export');
  return (
    <ExportFileMenu
      label={t('replenishment.export')}
      formats={(['pdf', 'xlsx', 'csv'] as const).map((format) => ({ format, label: t(`replenishment.${format}`) }))}
      make={(format) =>
        view === 'waste'
          ? run({ list: 'waste', format, locale })
          : run({
              list: 'suggested',
              format,
              locale,
              lines: taken.map((line) => ({
                itemId: line.itemId,
                packs: line.chosenPacks,
                why: sentence(line, line.unit, line.chosenPacks).slice(0, 500),
              })),
            })
      }
      done={({ rows, name }) => t('replenishment.exported', { count: rows, name, replace: { count: number(rows), name } })}
      error={error}
      isRunning={isRunning}
    />
  );
}
