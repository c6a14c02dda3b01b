import { Button } from '@mantine/core';
import { Check, Mail, PackagePlus, PencilLine, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { OrderStatus } from '../../../preload/contract/orders.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton, ErrorLine, notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';
import type { OrderCard } from './OrderPane.tsx';

export type OpenForm = 'edit' | 'confirm' | 'track' | null;
type File = { name: string; mediaType: string; base64: string };

const within = (status: OrderStatus, ...states: OrderStatus[]): boolean => states.includes(status);

/** What can be done with the order in its state, the next step first. */
export function OrderActs({ order, onOpen }: { order: OrderCard; onOpen: (form: OpenForm) => void }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const can = useCan();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  const approve = useCommand('orders.approve');
  const giveBack = useCommand('orders.return');
  const send = useCommand('orders.send');
  const print = useCommand('orders.print');
  const receive = useCommand('orders.receive');
  const close = useCommand('orders.close');
  const cancel = useCommand('orders.cancel');
  const [mailto, setMailto] = useState('');
  const { orderId, version, number, status } = order;
  const change = { orderId, version };
  const mayWrite = can('SupplyRequest.create');
  const isSent = within(status, 'sent', 'confirmed', 'partly-received');

  const keep = async (file: File, said: string) => {
    try {
      if ((await saveBytes(fromBase64(file.base64), file.mediaType, file.name)) === 'saved') notifyDone(said);
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  const sendAs = async (how: 'pdf' | 'email') => {
    const sent = await send.run({ ...change, how, locale });
    if (!sent) return;
    setMailto(how === 'email' ? sent.mailto : '');
    await keep(sent.file, t(how === 'pdf' ? 'orders.act.pdfDone' : 'orders.act.emailDone', { name: sent.file.name }));
  };
  const printIt = async () => {
    const file = await print.run({ orderId, locale });
    if (file) await keep(file, t('orders.act.printed', { name: file.name }));
  };
  const receiveGoods = async () => {
    const begun = await receive.run({ orderId });
    if (begun) navigate(`/receiving/${begun.receiptId}`);
  };
  const refusal = approve.error ?? giveBack.error ?? send.error ?? print.error ?? receive.error ?? close.error ?? cancel.error;
  return (
    <>
      <div className="mv-actions">
        {can('StockMovement.create') && (isSent || status === 'closed') && (
          <Button
            variant={isSent ? 'filled' : 'default'}
            leftSection={<PackagePlus size={14} aria-hidden="true" />}
            loading={receive.isRunning}
            onClick={() => void receiveGoods()}
          >
            {t('orders.act.receive')}
          </Button>
        )}
        {order.canApprove && (
          <Button
            leftSection={<Check size={14} aria-hidden="true" />}
            loading={approve.isRunning}
            onClick={() => void approve.run(change).then((done) => done && notifyDone(t('orders.act.approved', { number })))}
          >
            {t('orders.act.approve')}
          </Button>
        )}
        {mayWrite && (status === 'approved' || isSent) && (
          <>
            {order.supplierEmail !== '' && (
              <Button
                variant={status === 'approved' ? 'filled' : 'default'}
                leftSection={<Mail size={14} aria-hidden="true" />}
                loading={send.isRunning}
                onClick={() => void sendAs('email')}
              >
                {t(status === 'approved' ? 'orders.act.email' : 'orders.act.emailAgain')}
              </Button>
            )}
            <Button
              variant={status === 'approved' && order.supplierEmail === '' ? 'filled' : 'default'}
              leftSection={<Printer size={14} aria-hidden="true" />}
              loading={send.isRunning}
              onClick={() => void sendAs('pdf')}
            >
              {t(status === 'approved' ? 'orders.act.pdf' : 'orders.act.pdfAgain')}
            </Button>
          </>
        )}
        {mayWrite && within(status, 'sent', 'confirmed') && (
          <Button variant="default" onClick={() => onOpen('confirm')}>
            {t('orders.act.confirm')}
          </Button>
        )}
        {mayWrite && isSent && (
          <Button variant="default" onClick={() => onOpen('track')}>
            {t('orders.act.track')}
          </Button>
        )}
        {mayWrite && status === 'draft' && (
          <Button variant="default" leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={() => onOpen('edit')}>
            {t('orders.act.edit')}
          </Button>
        )}
        {!isSent && status !== 'approved' && (
          <Button
            variant="default"
            leftSection={<Printer size={14} aria-hidden="true" />}
            loading={print.isRunning}
            onClick={() => void printIt()}
          >
            {t(status === 'draft' ? 'orders.act.print' : 'orders.act.pdfAgain')}
          </Button>
        )}
        {can('SupplyRequest.approve') && status === 'approved' && (
          <ConfirmButton
            label={t('orders.act.return')}
            title={t('orders.act.returnTitle', { number })}
            consequence={t('orders.act.returnText')}
            confirmLabel={t('orders.act.return')}
            reasonLabel={t('orders.act.reason')}
            onConfirm={(reason) => giveBack.run({ ...change, reason })}
          />
        )}
        {mayWrite && isSent && (
          <ConfirmButton
            label={t('orders.act.close')}
            title={t('orders.act.closeTitle', { number })}
            consequence={t('orders.act.closeText')}
            confirmLabel={t('orders.act.close')}
            reasonLabel={t('orders.act.reason')}
            onConfirm={(reason) => close.run({ ...change, reason })}
          />
        )}
        {mayWrite && within(status, 'draft', 'approved', 'sent', 'confirmed') && order.receivedShare === 0 && (
          <ConfirmButton
            label={t('orders.act.cancel')}
            title={t('orders.act.cancelTitle', { number })}
            consequence={t('orders.act.cancelText')}
            confirmLabel={t('orders.act.cancelTitle', { number }).replace('?', '')}
            reasonLabel={t('orders.act.reason')}
            isDanger
            onConfirm={(reason) => cancel.run({ ...change, reason })}
          />
        )}
      </div>
      {status === 'draft' && order.isOwn && !order.canApprove && <p className="mv-muted">{t('orders.act.own')}</p>}
      {mailto !== '' && (
        <a className="mv-link" href={mailto} target="_blank" rel="noreferrer">
          {t('orders.act.mailto')}
        </a>
      )}
      <ErrorLine error={refusal} />
    </>
  );
}
