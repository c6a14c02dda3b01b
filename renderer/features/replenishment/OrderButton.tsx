import { Button, Modal, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions, Notice, notifyDone } from '../../ui/index.ts';
import { type DraftLine, useReorderDraft } from './draft.ts';
import { useSentence } from './words.ts';

type Way = 'purchase' | 'requisition';

/** The ticked lines become a draft order to a supplier, each with its reason, or a request to another facility. */
export function OrderButton({ lines }: { lines: readonly DraftLine[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const [isOpen, setOpen] = useState(false);
  const ways = [can('SupplyRequest.create') && ('purchase' as const), can('SupplyRequest.ask') && ('requisition' as const)].filter(
    (way) => way !== false,
  );
  const [first] = ways;
  if (first === undefined || !can('SupplyRequest.read')) return null;
  return (
    <>
      <Button
        disabled={lines.length === 0}
        title={lines.length === 0 ? t('replenishment.order.nothing') : ''}
        onClick={() => setOpen(true)}
      >
        {t('replenishment.order.open')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('replenishment.order.title')}>
        {isOpen && <OrderForm lines={lines} ways={ways} first={first} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function OrderForm({
  lines,
  ways,
  first,
  onClose,
}: {
  lines: readonly DraftLine[];
  ways: readonly Way[];
  first: Way;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [way, setWay] = useState(first);
  const [to, setTo] = useState<string | null>(null);
  const isPurchase = way === 'purchase';
  const suppliers = useQuery('suppliers.list', {}, { enabled: isPurchase });
  const places = useQuery('requisitions.places', {}, { enabled: !isPurchase });
  const create = useCommand('orders.create');
  const ask = useCommand('requisitions.ask');
  const sentence = useSentence();
  const choices = isPurchase
    ? suppliers.data?.suppliers.map(({ supplierId, name }) => ({ value: supplierId, label: name }))
    : places.data?.facilities.map(({ facilityId, name }) => ({ value: facilityId, label: name }));

  const done = (text: string, path: string) => {
    useReorderDraft.setState({ edits: {}, budget: null });
    notifyDone(text);
    onClose();
    navigate(path);
  };
  const save = async () => {
    if (to === null) return;
    if (isPurchase) {
      const made = await create.run({
        supplierId: to,
        lines: lines.map((line) => ({
          itemId: line.itemId,
          packs: line.chosenPacks,
          packSize: line.packSize,
          why: sentence(line, line.unit, line.chosenPacks).slice(0, 500),
        })),
      });
      if (made) done(t('replenishment.order.done', { number: made.number }), `/orders/${made.orderId}`);
    } else {
      const asked = lines.map(({ itemId, chosenPacks, packSize }) => ({ itemId, quantity: chosenPacks * packSize }));
      const made = await ask.run({ facilityId: to, lines: asked });
      if (made) done(t('replenishment.order.doneAsked', { number: made.number }), '/requisitions');
    }
  };
  return (
    <Form label={t('replenishment.order.title')} onSubmit={() => void save()} onCancel={onClose}>
      {ways.length > 1 && (
        <SegmentedControl
          aria-label={t('replenishment.order.how')}
          value={way}
          onChange={(next) => {
            setWay(next === 'requisition' ? 'requisition' : 'purchase');
            setTo(null);
          }}
          data={ways.map((value) => ({ value, label: t(`replenishment.order.${value}`) }))}
        />
      )}
      {choices?.length === 0 ? (
        <Notice tone="blue">{t(isPurchase ? 'replenishment.order.noSupplier' : 'replenishment.order.noFacility')}</Notice>
      ) : (
        <Select
          key={way}
          label={t(isPurchase ? 'replenishment.order.supplier' : 'replenishment.order.facility')}
          data-autofocus
          searchable
          required
          data={choices ?? []}
          value={to}
          onChange={setTo}
        />
      )}
      <div className="mv-muted">{t(isPurchase ? 'replenishment.order.lines' : 'replenishment.order.asked', { count: lines.length })}</div>
      <FormActions
        save={t(isPurchase ? 'replenishment.order.save' : 'replenishment.order.ask')}
        isDisabled={to === null}
        isRunning={create.isRunning || ask.isRunning}
        error={isPurchase ? create.error : ask.error}
        onCancel={onClose}
      />
    </Form>
  );
}
