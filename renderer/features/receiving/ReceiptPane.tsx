import { ActionIcon, Button } from '@mantine/core';
import { FileText, PackageCheck, Printer, ScanText, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton, EmptyState, ErrorLine, Facts, notifyDone, Pane, SkeletonRows, Tag } from '../../ui/index.ts';
import { WaitedFor } from '../dispensing/WaitedFor.tsx';
import { PdfDialog } from '../documents/PdfDialog.tsx';
import { AskedDialog } from './AskedDialog.tsx';
import { HeadForm } from './HeadForm.tsx';
import { LineForm } from './LineForm.tsx';
import { LinesTable } from './LinesTable.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { PaperDialog } from './PaperDialog.tsx';
import { PostDialog } from './PostDialog.tsx';
import { ScanField } from './ScanField.tsx';
import { useScans } from './useScans.ts';
import type { OpenReceipt } from './words.ts';

/** One delivery: scanned, looked at, taken in. */
export function ReceiptPane({ receiptId, onClose }: { receiptId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const answer = useQuery('receiving.get', { receiptId }, { keepPrevious: true });
  const open = answer.data?.receipt.receiptId === receiptId ? answer.data : undefined;
  if (!open) return <Pane title={t('receiving.draftTitle')}>{answer.error ? <ErrorLine error={answer.error} /> : <SkeletonRows />}</Pane>;
  return open.receipt.status === 'draft' ? <Draft open={open} onClose={onClose} /> : <Done open={open} onClose={onClose} />;
}

function Draft({ open, onClose }: { open: OpenReceipt; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan()('StockMovement.create');
  const { receipt, lines, findings, currency } = open;
  const { receiptId } = receipt;
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'post' | 'paper' | null>(null);
  const add = useCommand('receiving.addLine');
  const post = useCommand('receiving.post');
  const discard = useCommand('receiving.discard');
  const { asked, said, take, answer, leave } = useScans(receiptId, () => setChosen(null));
  const scan = useRef(take);
  useEffect(() => {
    scan.current = take;
  });
  const onScan = useCallback((text: string, isSure?: boolean) => scan.current(text, isSure), []);
  const line = lines.find(({ lineId }) => lineId === chosen);
  const toScanner = () => {
    setChosen(null);
    requestAnimationFrame(() => field.current?.focus());
  };
  const addItem = async (item: ItemRow) => {
    const added = await add.run({ receiptId, itemId: item.itemId });
    if (added) setChosen(added.lineId);
  };
  const takeIn = async () => {
    const now = await call('receiving.get', { receiptId }); // what was typed last is in it
    if (now.findings.some(({ level }) => level !== 'tell')) return setDialog('post');
    const done = await post.run({ receiptId, stamp: now.stamp });
    if (done) notifyDone(t(done.held > 0 ? 'receiving.post.doneHeld' : 'receiving.post.done', { number: done.number, held: done.held }));
  };
  const unpriced = lines.filter(({ value }) => value === null).length;
  return (
    <Pane
      label={t('receiving.draftTitle')}
      title={
        <h2>
          {receipt.supplierName === '' ? t('receiving.draftTitle') : receipt.supplierName}{' '}
          <Tag tone="blue">{t('receiving.status.draft')}</Tag>
        </h2>
      }
      actions={
        <>
          {can && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<ScanText size={14} aria-hidden="true" />}
              onClick={() => setDialog('paper')}
            >
              {t('receiving.paper.button')}
            </Button>
          )}
          <PaperButton paper={receipt.paper} />
          {can && (
            <ConfirmButton
              size="compact-sm"
              label={t('receiving.discard.button')}
              title={t('receiving.discard.title')}
              consequence={t('receiving.discard.text')}
              confirmLabel={t('receiving.discard.confirm')}
              isDanger
              onConfirm={async () => {
                if (await discard.run({ receiptId, version: receipt.version })) onClose();
              }}
            />
          )}
          <CloseButton onClose={onClose} />
        </>
      }
      foot={
        <>
          <span className="mv-grow">
            <strong>{t('receiving.total', { value: format.money(open.value, currency) })}</strong>
            {unpriced > 0 && <span className="mv-muted"> · {t('receiving.unpriced', { count: unpriced })}</span>}
          </span>
          {can && (
            <Button
              leftSection={<PackageCheck size={16} aria-hidden="true" />}
              loading={post.isRunning}
              disabled={lines.length === 0}
              onClick={() => void takeIn()}
            >
              {t('receiving.post.button')}
            </Button>
          )}
        </>
      }
    >
      <div className="mv-stack">
        {can && <HeadForm key={receiptId} receipt={receipt} />}
        {can && <ScanField field={field} said={said} onScan={onScan} onItem={(item) => void addItem(item)} />}
        <ErrorLine error={add.error ?? post.error ?? discard.error} />
        {line && <LineForm key={line.lineId} receiptId={receiptId} line={line} currency={currency} onDone={toScanner} />}
        {lines.length === 0 ? (
          <EmptyState title={t('receiving.noLines')} text={t('receiving.noLinesText')} />
        ) : (
          <LinesTable lines={lines} findings={findings} currency={currency} chosen={chosen} {...(can ? { onOpen: setChosen } : {})} />
        )}
      </div>
      {asked && (
        <AskedDialog
          asked={asked}
          onAnswer={answer}
          onLeave={() => {
            leave();
            toScanner();
          }}
        />
      )}
      {dialog === 'post' && (
        <PostDialog
          open={open}
          onShow={(lineId) => {
            setDialog(null);
            setChosen(lineId);
          }}
          onClose={() => setDialog(null)}
          onPosted={() => setDialog(null)}
        />
      )}
      {dialog === 'paper' && <NoteDialog open={open} onClose={() => setDialog(null)} />}
    </Pane>
  );
}

/** In the ledger: to be read, printed, or taken back whole. */
function Done({ open, onClose }: { open: OpenReceipt; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { receipt, lines, currency } = open;
  const { receiptId, version } = receipt;
  const reverse = useCommand('receiving.reverse');
  const print = useCommand('receiving.print');
  const [shown, setShown] = useState<BlobRef | null>(null);
  const facts = useMemo(
    () =>
      [
        [t('receiving.supplier'), receipt.supplierName],
        [t('receiving.deliveryNote'), receipt.deliveryNote],
        [t('receiving.day'), format.day(receipt.receivedOn)],
        [t('receiving.facts.into'), receipt.locationName],
        [t('receiving.facts.posted'), receipt.postedAt === null ? '' : `${receipt.postedBy ?? ''}, ${format.instant(receipt.postedAt)}`],
        [t('receiving.facts.repeat'), receipt.repeatReason],
        [t('receiving.facts.back'), receipt.reversedAt === null ? '' : `${format.instant(receipt.reversedAt)}: ${receipt.reversalReason}`],
        [t('receiving.facts.remark'), receipt.note],
      ].filter((fact): fact is [string, string] => fact[1] !== ''),
    [t, format, receipt],
  );
  return (
    <Pane
      label={receipt.number ?? ''}
      title={
        <h2>
          {receipt.number} <Tag tone={receipt.status === 'posted' ? 'green' : 'amber'}>{t(`receiving.status.${receipt.status}`)}</Tag>
        </h2>
      }
      actions={
        <>
          <PaperButton paper={receipt.paper} />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Printer size={14} aria-hidden="true" />}
            loading={print.isRunning}
            onClick={async () => setShown((await print.run({ receiptId, locale: format.locale })) ?? null)}
          >
            {t('receiving.print')}
          </Button>
          {receipt.status === 'posted' && can('StockMovement.adjust') && (
            <ConfirmButton
              size="compact-sm"
              label={t('receiving.reverse.button')}
              title={t('receiving.reverse.title')}
              consequence={t('receiving.reverse.text')}
              reasonLabel={t('receiving.reverse.reason')}
              confirmLabel={t('receiving.reverse.confirm', { number: receipt.number ?? '' })}
              isDanger
              onConfirm={async (reason) => {
                const back = await reverse.run({ receiptId, version, reason });
                if (back) notifyDone(t('receiving.reverse.done', { count: back.movements }));
              }}
            />
          )}
          <CloseButton onClose={onClose} />
        </>
      }
      foot={<strong>{t('receiving.total', { value: format.money(open.value, currency) })}</strong>}
    >
      <div className="mv-stack">
        <ErrorLine error={reverse.error ?? print.error} />
        {receipt.status === 'posted' && <WaitedFor itemIds={[...new Set(lines.flatMap((line) => line.itemId ?? []))]} />}
        <Facts facts={facts} />
        <LinesTable lines={lines} findings={[]} currency={currency} chosen={null} />
      </div>
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </Pane>
  );
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
      <X size={17} />
    </ActionIcon>
  );
}

function PaperButton({ paper }: { paper: BlobRef | null }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!paper) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<FileText size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('receiving.paper.show')}
      </Button>
      {isOpen && <PaperDialog paper={paper} onClose={() => setOpen(false)} />}
    </>
  );
}
