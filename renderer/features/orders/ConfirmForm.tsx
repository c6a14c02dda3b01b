import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Form, FormActions, FormRow, notifyDone, NumberUnitField } from '../../ui/index.ts';
import type { OrderCard } from './OrderPane.tsx';

/** The supplier's answer: when it comes, and how many packs of each line. */
export function ConfirmForm({ order, onDone }: { order: OrderCard; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const confirm = useCommand('orders.confirm');
  const [reference, setReference] = useState(order.supplierReference);
  const [expected, setExpected] = useState(order.expectedOn ?? '');
  const [packs, setPacks] = useState<Readonly<Record<string, number | null>>>({});
  const save = async () => {
    const done = await confirm.run({
      orderId: order.orderId,
      version: order.version,
      supplierReference: reference.trim(),
      expectedOn: expected === '' ? null : expected,
      lines: order.items.map((line) => ({ lineId: line.lineId, packs: packs[line.lineId] ?? line.confirmedPacks ?? line.packs })),
    });
    if (!done) return;
    notifyDone(t('orders.confirm.done', { number: order.number }));
    onDone();
  };
  return (
    <Card title={t('orders.confirm.title')}>
      <Form label={t('orders.confirm.title')} onSubmit={() => void save()} onCancel={onDone}>
        <div className="mv-form">
          <FormRow>
            <TextInput
              type="date"
              label={t('orders.confirm.expected')}
              value={expected}
              onChange={(event) => setExpected(event.currentTarget.value)}
              autoFocus
            />
            <TextInput
              label={t('orders.confirm.reference')}
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
              maxLength={200}
            />
          </FormRow>
          {order.items.map((line) => (
            <NumberUnitField
              key={line.lineId}
              label={t('orders.confirm.packs', { item: line.itemName })}
              description={t('orders.confirm.ordered', { packs: format.number(line.packs) })}
              unit={t('suppliers.price.packsUnit')}
              min={0}
              max={100_000}
              value={packs[line.lineId] === undefined ? (line.confirmedPacks ?? line.packs) : (packs[line.lineId] ?? null)}
              onChange={(value) => setPacks((before) => ({ ...before, [line.lineId]: value }))}
            />
          ))}
          <FormActions save={t('orders.confirm.save')} error={confirm.error} isRunning={confirm.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Card>
  );
}
