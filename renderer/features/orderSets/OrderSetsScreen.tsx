import { Button } from '@mantine/core';
import { ListPlus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { OrderSet } from '../../../preload/contract/orderSets.ts';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Pane, TwoPane } from '../../ui/index.ts';
import { ControlledRuleCard } from './ControlledRuleCard.tsx';
import { OrderSetForm } from './OrderSetForm.tsx';

/** Sets of medicines that are written together, and the facility's rule for controlled medicines. */
export default function OrderSetsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { orderSetId = null } = useParams();
  const [, navigate] = useLocation();
  const answer = useQuery('orderSets.list', {});
  const sets = answer.data?.sets;
  const open = sets?.find((set) => set.orderSetId === orderSetId);
  const columns = useMemo(
    (): readonly Column<OrderSet>[] => [
      {
        key: 'name',
        head: t('prescribing.sets.column.name'),
        width: 'minmax(160px, 1fr)',
        text: (row) => row.name,
        cell: (row) => row.name,
      },
      {
        key: 'note',
        head: t('prescribing.sets.note'),
        width: 'minmax(120px, 1fr)',
        text: (row) => row.note,
        cell: (row) => row.note,
      },
      {
        key: 'lines',
        head: t('prescribing.sets.column.lines'),
        width: '120px',
        isNumeric: true,
        cell: (row) => row.lines.length,
      },
    ],
    [t],
  );
  const add = { label: t('prescribing.sets.new'), onClick: () => navigate('/order-sets/new') };
  const close = () => navigate('/order-sets');
  return (
    <Page
      title={t('prescribing.sets.title')}
      sub={t('prescribing.sets.sub')}
      actions={
        can('OrderSet.update') && (
          <Button leftSection={<ListPlus size={16} aria-hidden="true" />} onClick={add.onClick}>
            {add.label}
          </Button>
        )
      }
    >
      <TwoPane
        listWidth="44%"
        list={
          <div className="mv-pane">
            {answer.error && <ErrorLine error={answer.error} onRetry={() => void answer.refetch()} />}
            <DataTable<OrderSet>
              label={t('prescribing.sets.list')}
              rows={sets}
              rowId={(row) => row.orderSetId}
              columns={columns}
              onOpen={(row) => navigate(`/order-sets/${row.orderSetId}`)}
              selectedId={orderSetId}
              autoFocus={orderSetId === null}
              empty={
                <EmptyState
                  icon={ListPlus}
                  title={t('prescribing.sets.none')}
                  text={t('prescribing.sets.noneText')}
                  {...(can('OrderSet.update') ? { action: add } : {})}
                />
              }
            />
          </div>
        }
      >
        {open || orderSetId === 'new' ? (
          <OrderSetForm key={open ? `${open.orderSetId} ${open.version}` : 'new'} set={open ?? null} onClose={close} />
        ) : (
          <Pane label={t('prescribing.sets.list')}>
            <div className="mv-stack">
              <EmptyState icon={ListPlus} title={t('prescribing.sets.pick')} text={t('prescribing.sets.pickText')} />
              <ControlledRuleCard />
            </div>
          </Pane>
        )}
      </TwoPane>
    </Page>
  );
}
