import { ActionIcon, Button } from '@mantine/core';
import { FileUp, PencilLine, Plus, Truck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import type { PriceRow, SupplierFigures } from '../../../preload/contract/suppliers.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Facts, notifyDone, Tag, ThingPane } from '../../ui/index.ts';
import { HistoryList } from '../audit/HistoryList.tsx';
import { type SmallColumn, SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import { toneOf } from '../orders/words.ts';
import { orderStatus } from '../../../preload/contract/orders.ts';
import '../record.css';
import { PriceForm } from './PriceForm.tsx';
import { PriceImport } from './PriceImport.tsx';
import { SupplierForm } from './SupplierForm.tsx';

export type SupplierCard = Output<'suppliers.get'>;

/** One supplier: who they are, how they deliver as measured here, what they sell at what price. */
export function SupplierPane({ supplierId, onClose }: { supplierId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const [act, setAct] = useState<'edit' | 'price' | 'import' | null>(null);
  const card = useQuery('suppliers.get', { supplierId });
  const supplier = card.data;
  if (!supplier) return <ThingPane label={t('suppliers.card')} closeLabel={t('suppliers.close')} onClose={onClose} read={card} />;
  const { profile } = supplier;
  const done = () => setAct(null);
  return (
    <ThingPane
      label={t('suppliers.card')}
      title={
        <div className="mv-title-line">
          <h2>{profile.name}</h2>
          {profile.isDepot && <Tag tone="blue">{t('suppliers.depot')}</Tag>}
          {!profile.isActive && <Tag>{t('suppliers.inactive')}</Tag>}
        </div>
      }
      closeLabel={t('suppliers.close')}
      onClose={onClose}
      read={card}
    >
      <div className="mv-stack">
        <Figures figures={supplier.figures} />
        <div className="mv-actions">
          {can('SupplyRequest.create') && profile.isActive && (
            <Button leftSection={<Truck size={14} aria-hidden="true" />} onClick={() => navigate(`/orders/new?supplier=${supplierId}`)}>
              {t('suppliers.order')}
            </Button>
          )}
          {can('Supplier.update') && (
            <>
              <Button variant="default" leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={() => setAct('edit')}>
                {t('suppliers.edit')}
              </Button>
              <Button variant="default" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setAct('price')}>
                {t('suppliers.price.add')}
              </Button>
              <Button variant="default" leftSection={<FileUp size={14} aria-hidden="true" />} onClick={() => setAct('import')}>
                {t('suppliers.import.open')}
              </Button>
            </>
          )}
        </div>
        {act === 'edit' && (
          <Card title={t('suppliers.form.titleEdit', { name: profile.name })}>
            <SupplierForm supplier={supplier} onCancel={done} onDone={done} />
          </Card>
        )}
        {act === 'price' && <PriceForm supplier={supplier} onDone={done} />}
        {act === 'import' && <PriceImport supplierId={supplierId} onDone={done} />}
        <Card title={t('suppliers.prices')}>
          {supplier.prices.length === 0 ? <p className="mv-none">{t('suppliers.noPrices')}</p> : <Prices supplier={supplier} />}
        </Card>
        {act !== 'edit' && (
          <Card title={t('suppliers.profile')}>
            <Profile supplier={supplier} />
          </Card>
        )}
        <Card title={t('suppliers.orders')}>
          <Orders supplier={supplier} />
        </Card>
        <History supplierId={supplierId} />
      </div>
    </ThingPane>
  );
}

/** Each figure with what it rests on; nothing is shown as known that was not measured. */
function Figures({ figures }: { figures: SupplierFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const none = <span className="mv-muted">{t('suppliers.noHistory')}</span>;
  const deliveries = t('suppliers.figure.deliveries', { count: figures.deliveries, formatted: format.number(figures.deliveries) });
  const within = (days: number | null) => (days === null ? none : <strong>{t('suppliers.figure.within', { days })}</strong>);
  const delivered = (share: number | null) =>
    share === null ? none : <strong>{t('orders.percent', { value: Math.round(share * 100) })}</strong>;
  const shown = [
    [t('suppliers.figure.leadTime'), within(figures.leadTimeP50), figures.leadTimeP50 === null ? '' : deliveries],
    [
      t('suppliers.figure.leadTime90'),
      within(figures.leadTimeP90),
      figures.leadTimeP90 === null ? '' : t('suppliers.figure.rests', { count: figures.orders, formatted: format.number(figures.orders) }),
    ],
    [
      t('suppliers.figure.fillRate'),
      delivered(figures.fillRate),
      figures.fillRate === null
        ? ''
        : t('suppliers.figure.finished', { count: figures.finished, formatted: format.number(figures.finished) }),
    ],
  ] as const;
  return (
    <dl className="mv-figures">
      {shown.map(([label, value, rests]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value} <small className="mv-muted">{rests}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Profile({ supplier: { profile } }: { supplier: SupplierCard }) {
  const { t } = useTranslation();
  const facts = (['contactName', 'phone', 'email', 'address', 'accountNumber', 'currency', 'paymentTerms', 'note'] as const)
    .filter((field) => profile[field] !== '')
    .map((field) => [t(`suppliers.field.${field}`), profile[field]] as const);
  return <Facts facts={facts} />;
}

function Prices({ supplier }: { supplier: SupplierCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan()('Supplier.update');
  const end = useCommand('suppliers.endPrice');
  const { currency, name } = supplier.profile;
  const columns: SmallColumn<PriceRow>[] = [
    {
      key: 'item',
      head: t('suppliers.price.item'),
      isWide: true,
      cell: (row) => (
        <Link className="mv-link" href={`/stock/${row.itemId}`}>
          {row.itemName}
        </Link>
      ),
    },
    { key: 'pack', head: t('suppliers.price.pack'), cell: (row) => units.count(row.packSize, row.unit) },
    { key: 'price', head: t('suppliers.price.price'), isNumeric: true, cell: (row) => format.money(row.price, currency) },
    {
      key: 'minimum',
      head: t('suppliers.price.minimum'),
      isNumeric: true,
      cell: (row) =>
        row.minimumPacks <= 1 ? '' : t('suppliers.price.packs', { count: row.minimumPacks, formatted: format.number(row.minimumPacks) }),
    },
    { key: 'code', head: t('suppliers.price.code'), cell: (row) => row.code },
    { key: 'from', head: t('suppliers.price.from'), cell: (row) => format.day(row.validFrom) },
  ];
  if (can)
    columns.push({
      key: 'end',
      head: '',
      cell: (row) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          title={t('suppliers.price.end')}
          aria-label={t('suppliers.price.endOf', { supplier: name, item: row.itemName })}
          onClick={() =>
            void end
              .run({ supplierItemId: row.supplierItemId })
              .then((done) => done && notifyDone(t('suppliers.price.ended', { item: row.itemName })))
          }
        >
          <X size={14} aria-hidden="true" />
        </ActionIcon>
      ),
    });
  return (
    <>
      <SmallTable label={t('suppliers.prices')} columns={columns} rows={supplier.prices} rowId={(row) => row.supplierItemId} />
      <ErrorLine error={end.error} />
    </>
  );
}

function Orders({ supplier }: { supplier: SupplierCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (supplier.orders.length === 0) return <p className="mv-none">{t('suppliers.noOrders')}</p>;
  return (
    <ul className="mv-list">
      {supplier.orders.map((order) => {
        const status = orderStatus.catch('draft').parse(order.status);
        return (
          <li key={order.orderId} className="mv-line">
            <Link className="mv-link" href={`/orders/${order.orderId}`}>
              {order.number}
            </Link>
            <Tag tone={toneOf[status]}>{t(`orders.status.${status}`)}</Tag>
            <span className="mv-muted">{format.day(order.createdOn)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function History({ supplierId }: { supplierId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery('suppliers.history', { supplierId });
  return (
    <Card title={t('suppliers.history')}>
      <ErrorLine error={error} />
      {data && <HistoryList entries={data.entries} />}
    </Card>
  );
}
