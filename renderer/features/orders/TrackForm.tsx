import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, FormRow, notifyDone } from '../../ui/index.ts';
import type { OrderCard } from './OrderPane.tsx';

/** Where the delivery is, and when it is expected now. */
export function TrackForm({ order, onDone }: { order: OrderCard; onDone: () => void }) {
  const { t } = useTranslation();
  const track = useCommand('orders.track');
  const [tracking, setTracking] = useState(order.tracking);
  const [expected, setExpected] = useState(order.expectedOn ?? '');
  const save = async () => {
    const { orderId, version } = order;
    if (!(await track.run({ orderId, version, tracking: tracking.trim(), expectedOn: expected === '' ? null : expected }))) return;
    notifyDone(t('orders.track.done'));
    onDone();
  };
  return (
    <Card title={t('orders.track.title')}>
      <Form label={t('orders.track.title')} onSubmit={() => void save()} onCancel={onDone}>
        <div className="mv-form">
          <FormRow>
            <TextInput
              label={t('orders.track.tracking')}
              value={tracking}
              onChange={(event) => setTracking(event.currentTarget.value)}
              maxLength={200}
              autoFocus
            />
            <TextInput
              type="date"
              label={t('orders.track.expected')}
              value={expected}
              onChange={(event) => setExpected(event.currentTarget.value)}
            />
          </FormRow>
          <FormActions save={t('orders.track.save')} error={track.error} isRunning={track.isRunning} onCancel={onDone} />
        </div>
      </Form>
    </Card>
  );
}
