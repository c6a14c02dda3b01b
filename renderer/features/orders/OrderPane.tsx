import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import type { OrderLine } from '../../../preload/contract/orders.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, Facts, Notice, Tag, ThingPane } from '../../ui/index.ts';
import { type SmallColumn, SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import '../record.css';
import { ConfirmForm } from './ConfirmForm.tsx';
import { OrderActs, type OpenForm } from './OrderActs.tsx';
import { OrderForm } from './OrderForm.tsx';
import { Steps } from './Steps.tsx';
import { TrackForm } from './TrackForm.tsx';
import { toneOf } from './words.ts';

export type OrderCard = Output<'orders.get'>;

/** One order: where it stands, what is on it, what happened, and what can be done next. */
export function OrderPane({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<OpenForm>(null);
  const card = useQuery('orders.get', { orderId });
  const order = card.data;
  if (!order) return <ThingPane label={t('orders.card')} closeLabel={t('orders.close')} onClose={onClose} read={card} />;
  const done = () => setForm(null);
  if (form === 'edit') return <OrderForm order={order} supplierId={order.supplierId} onCancel={done} onDone={done} />;
  return (
    <ThingPane
      label={t('orders.card')}
      title={
        <div className="mv-title-line">
          <h2>{order.number}</h2>
          <Tag tone={toneOf[order.status]}>{t(`orders.status.${order.status}`)}</Tag>
        </div>
      }
      closeLabel={t('orders.close')}
      onClose={onClose}
      read={card}
    >
      <div className="mv-stack">
        {order.isOverdue && order.expectedOn !== null && (
          <Notice tone="red">{t('orders.overdue', { day: format.day(order.expectedOn) })}</Notice>
        )}
        <OrderFacts order={order} />
        <OrderActs order={order} onOpen={setForm} />
        {form === 'confirm' && <ConfirmForm order={order} onDone={done} />}
        {form === 'track' && <TrackForm order={order} onDone={done} />}
        <Card title={t('orders.lines')}>
          <OrderLines order={order} />
        </Card>
        <Card title={t('orders.timeline')}>
          <Steps
            steps={order.events}
            word={(event) => t(`orders.event.${eventOf(event)}`)}
            noteOf={(step) => (step.note === 'pdf' || step.note === 'email' ? t(`orders.sentAs.${step.note}`) : step.note)}
          />
        </Card>
      </div>
    </ThingPane>
  );
}

type EventWord = keyof typeof en.orders.event;
const eventOf = (event: string): EventWord => (event in en.orders.event ? (event as EventWord) : 'amend');

function OrderFacts({ order }: { order: OrderCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, React.ReactNode][] = [
    [
      t('orders.facts.supplier'),
      <Link key="supplier" className="mv-link" href={`/suppliers/${order.supplierId}`}>
        {order.supplierName}
      </Link>,
    ],
    [t('orders.facts.expected'), order.expectedOn === null ? t('orders.facts.notSaid') : format.day(order.expectedOn)],
    [t('orders.facts.total'), order.total === null ? t('orders.facts.someUnknown') : format.money(order.total, order.currency)],
  ];
  if (order.supplierReference !== '') facts.push([t('orders.facts.reference'), order.supplierReference]);
  if (order.tracking !== '') facts.push([t('orders.facts.tracking'), order.tracking]);
  if (order.approvedByName !== null)
    facts.push([
      t('orders.facts.approvedBy'),
      <span key="approved" className="mv-line">
        {order.approvedByName}
        {order.isSelfApproved && <Tag tone="amber">{t('orders.facts.alone')}</Tag>}
      </span>,
    ]);
  if (order.note !== '') facts.push([t('orders.facts.note'), order.note]);
  return <Facts facts={facts} />;
}

function OrderLines({ order }: { order: OrderCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const isSent = !['draft', 'approved', 'cancelled'].includes(order.status);
  const columns: SmallColumn<OrderLine>[] = [
    {
      key: 'item',
      head: t('orders.line.item'),
      isWide: true,
      cell: (line) => (
        <>
          <Link className="mv-link" href={`/stock/${line.itemId}`}>
            {line.itemName}
          </Link>
          {line.why !== '' && <div className="mv-muted">{line.why}</div>}
        </>
      ),
    },
    { key: 'pack', head: t('orders.line.pack'), cell: (line) => units.count(line.packSize, line.unit) },
    {
      key: 'packs',
      head: t('orders.line.packs'),
      isNumeric: true,
      cell: (line) =>
        line.confirmedPacks === null || line.confirmedPacks === line.packs ? (
          format.number(line.packs)
        ) : (
          <>
            <s className="mv-muted">{format.number(line.packs)}</s> {format.number(line.confirmedPacks)}
          </>
        ),
    },
  ];
  if (isSent)
    columns.push(
      { key: 'received', head: t('orders.line.received'), isNumeric: true, cell: (line) => units.count(line.received, line.unit) },
      {
        key: 'owed',
        head: t('orders.line.owed'),
        isNumeric: true,
        cell: (line) => (line.owed === 0 ? '' : <strong>{units.count(line.owed, line.unit)}</strong>),
      },
    );
  else
    columns.push({
      key: 'price',
      head: t('orders.line.price'),
      isNumeric: true,
      cell: (line) => (line.price === null ? '' : format.money(line.price, order.currency)),
    });
  return <SmallTable label={t('orders.lines')} columns={columns} rows={order.items} rowId={(line) => line.lineId} />;
}
