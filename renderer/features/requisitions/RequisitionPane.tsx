import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequisitionLine } from '../../../preload/contract/requisitions.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, ErrorLine, Notice, notifyDone, SearchPicker, Tag, ThingPane } from '../../ui/index.ts';
import { type SmallColumn, SmallTable } from '../inventory/SmallTable.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { Steps } from '../orders/Steps.tsx';
import { ApproveForm } from './ApproveForm.tsx';
import { ReceiveShipment } from './ReceiveShipment.tsx';
import { RequisitionActs } from './RequisitionActs.tsx';
import { type RequisitionCard, requisitionTone } from './words.ts';

type EventWord = keyof typeof en.requisitions.event;
const eventOf = (event: string): EventWord => (event in en.requisitions.event ? (event as EventWord) : 'ask');
const over: readonly string[] = ['received', 'rejected', 'cancelled', 'closed'];

/** One request: what was asked, approved, sent, what came and what is still owed; and what this side does next. */
export function RequisitionPane({ requisitionId, onClose }: { requisitionId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<'approve' | 'receive' | null>(null);
  const card = useQuery('requisitions.get', { requisitionId });
  const requisition = card.data;
  if (!requisition) return <ThingPane label={t('requisitions.card')} closeLabel={t('requisitions.close')} onClose={onClose} read={card} />;
  const { status, side, acts, askingName, givingName } = requisition;
  const isTheirTurn = side !== 'here' && !over.includes(status) && acts.every((act) => act === 'cancel');
  const done = () => setForm(null);
  return (
    <ThingPane
      label={t('requisitions.card')}
      title={
        <div className="mv-title-line">
          <h2>{requisition.number}</h2>
          <Tag tone={requisitionTone[status]}>{t(`requisitions.status.${status}`)}</Tag>
          <Tag isPlain>{t(`requisitions.side.${side}`)}</Tag>
        </div>
      }
      closeLabel={t('requisitions.close')}
      onClose={onClose}
      read={card}
    >
      <div className="mv-stack">
        <p>
          {t('requisitions.fromTo', { asking: askingName, giving: givingName })}{' '}
          {requisition.neededOn !== null && (
            <span className="mv-muted">{t('requisitions.needed', { day: format.day(requisition.neededOn) })}</span>
          )}
        </p>
        {requisition.note !== '' && <p>{requisition.note}</p>}
        {requisition.reason !== '' && <Notice tone="blue">{t('requisitions.reasonIs', { reason: requisition.reason })}</Notice>}
        {isTheirTurn && <p className="mv-muted">{t('requisitions.waitsForOther', { who: side === 'asking' ? givingName : askingName })}</p>}
        <RequisitionActs requisition={requisition} onOpen={setForm} />
        {form === 'approve' && <ApproveForm requisition={requisition} onDone={done} />}
        {form === 'receive' && <ReceiveShipment requisition={requisition} onDone={done} />}
        <Card title={t('requisitions.lines')}>
          <Lines requisition={requisition} />
        </Card>
        {requisition.shipments.length > 0 && (
          <Card title={t('requisitions.shipments')}>
            <Shipments requisition={requisition} />
          </Card>
        )}
        <Card title={t('requisitions.timeline')}>
          <Steps steps={requisition.events} word={(event) => t(`requisitions.event.${eventOf(event)}`)} />
        </Card>
      </div>
    </ThingPane>
  );
}

function Lines({ requisition }: { requisition: RequisitionCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const isDecided = requisition.items.some(({ approved }) => approved !== null);
  const columns: SmallColumn<RequisitionLine>[] = [
    {
      key: 'item',
      head: t('requisitions.line.item'),
      isWide: true,
      cell: (line) => (
        <>
          {line.name}
          {line.itemId === null && requisition.side === 'giving' && <MapItem requisition={requisition} line={line} />}
        </>
      ),
    },
    { key: 'asked', head: t('requisitions.line.asked'), isNumeric: true, cell: (line) => units.count(line.asked, line.unit) },
  ];
  const figure = (key: 'approved' | 'available' | 'shipped' | 'received' | 'owed') => {
    columns.push({
      key,
      head: t(`requisitions.line.${key}`),
      isNumeric: true,
      cell: (line) => (line[key] === null ? '' : format.number(line[key])),
    });
  };
  if (isDecided) figure('approved');
  if (requisition.side !== 'asking') figure('available');
  if (requisition.shipments.length > 0) {
    figure('shipped');
    figure('received');
  }
  if (isDecided) figure('owed');
  return <SmallTable label={t('requisitions.lines')} columns={columns} rows={requisition.items} rowId={(line) => String(line.position)} />;
}

/** Another facility calls it otherwise: said once, known from then on. */
function MapItem({ requisition, line }: { requisition: RequisitionCard; line: RequisitionLine }) {
  const { t } = useTranslation();
  const can = useCan()('SupplyRequest.approve');
  const map = useCommand('requisitions.mapItem');
  if (!can) return <Tag tone="amber">{t('requisitions.notMapped')}</Tag>;
  const choose = async (itemId: string) => {
    const { requisitionId, version } = requisition;
    if (await map.run({ requisitionId, version, position: line.position, itemId })) notifyDone(t('requisitions.mapped'));
  };
  return (
    <>
      <SearchPicker
        label={t('requisitions.mapItem', { name: line.name })}
        search={async (text) => (await call('inventory.items', { filter: text, limit: 20 })).items}
        toOption={(item) => ({ key: item.itemId, label: medicineWords(item) })}
        onPick={(item) => void choose(item.itemId)}
      />
      <ErrorLine error={map.error} />
    </>
  );
}

function Shipments({ requisition }: { requisition: RequisitionCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return (
    <div className="mv-stack">
      {requisition.shipments.map((shipment) => (
        <div key={shipment.shipmentId}>
          <Tag tone={shipment.status === 'received' ? 'green' : shipment.status === 'returned' ? 'grey' : 'blue'}>
            {t(`requisitions.shipment.${shipment.status}`)}
          </Tag>
          <SmallTable
            label={t(`requisitions.shipment.${shipment.status}`)}
            rows={shipment.lots}
            rowId={(lot) => `${lot.position} ${lot.lotNumber} ${lot.expiry}`}
            columns={[
              { key: 'item', head: t('requisitions.lot.item'), isWide: true, cell: (lot) => lot.name },
              { key: 'lot', head: t('requisitions.lot.lot'), cell: (lot) => lot.lotNumber },
              {
                key: 'expiry',
                head: t('requisitions.lot.expiry'),
                cell: (lot) => (lot.expiry === null ? t('inventory.expiry.none') : format.day(lot.expiry)),
              },
              { key: 'sent', head: t('requisitions.lot.sent'), isNumeric: true, cell: (lot) => units.count(lot.quantity, lot.unit) },
              {
                key: 'came',
                head: t('requisitions.lot.came'),
                isNumeric: true,
                cell: (lot) => (
                  <>
                    {lot.received !== null && format.number(lot.received)}{' '}
                    {lot.received !== null && lot.received < lot.quantity && (
                      <Tag tone="amber">{t('requisitions.missing', { quantity: format.number(lot.quantity - lot.received) })}</Tag>
                    )}
                  </>
                ),
              },
            ]}
          />
        </div>
      ))}
    </div>
  );
}
