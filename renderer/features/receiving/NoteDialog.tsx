import { Button, Checkbox, FileButton, Modal, Progress } from '@mantine/core';
import { Camera, ImagePlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseExpiry } from '../../../preload/contract/expiryText.ts';
import type { Box } from '../../../preload/contract/ocr.ts';
import type { DeliveryDraft, DeliveryLine } from '../../../preload/contract/receiving.ts';
import { call, toAppError } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, Notice, notifyDone, Tag } from '../../ui/index.ts';
import { countIn, sureFrom } from '../documents/draftOrder.ts';
import { PictureBox } from '../documents/PictureBox.tsx';
import '../documents/documents.css';
import { uploadBlob } from '../documents/upload.ts';
import { CameraDialog } from '../registration/CameraDialog.tsx';
import { type OpenReceipt, toMinorUnits } from './words.ts';

type Reading =
  | { step: 'waiting'; error: unknown }
  | { step: 'reading' }
  | { step: 'read'; draft: DeliveryDraft; blobId: string; address: string };

/** A photographed delivery note beside what was read of it; its lines enter the receipt as drafts, each to be compared. */
export function NoteDialog({ open, onClose }: { open: OpenReceipt; onClose: () => void }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<Reading>({ step: 'waiting', error: null });
  const [isCamera, setCamera] = useState(false);
  const address = reading.step === 'read' ? reading.address : null;
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const read = async (file: File | null) => {
    if (!file) return;
    setReading({ step: 'reading' });
    try {
      const blobId = await uploadBlob(file);
      const draft = await call('receiving.readNote', { blobId });
      setReading({ step: 'read', draft, blobId, address: URL.createObjectURL(file) });
    } catch (error) {
      setReading({ step: 'waiting', error: toAppError(error) });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('receiving.paper.title')}
      size={reading.step === 'read' ? 'min(1240px, 96vw)' : 'lg'}
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {reading.step === 'waiting' && (
        <div className="mv-stack">
          <ErrorLine error={reading.error} />
          <div>{t('receiving.paper.text')}</div>
          <div className="mv-actions">
            <FileButton accept="image/jpeg,image/png,image/webp" onChange={(file) => void read(file)}>
              {(button) => (
                <Button {...button} leftSection={<ImagePlus size={14} aria-hidden="true" />} data-autofocus>
                  {t('receiving.paper.choose')}
                </Button>
              )}
            </FileButton>
            <Button variant="default" leftSection={<Camera size={14} aria-hidden="true" />} onClick={() => setCamera(true)}>
              {t('receiving.paper.camera')}
            </Button>
          </div>
        </div>
      )}
      {reading.step === 'reading' && (
        <div className="mv-busy" role="status">
          {t('receiving.paper.reading')}
          <Progress value={100} animated aria-label={t('receiving.paper.reading')} />
        </div>
      )}
      {reading.step === 'read' && <NoteBeside {...reading} open={open} onClose={onClose} />}
      {isCamera && (
        <CameraDialog
          onClose={() => setCamera(false)}
          onTaken={(file) => {
            setCamera(false);
            void read(file);
          }}
        />
      )}
    </Modal>
  );
}

function NoteBeside(props: { draft: DeliveryDraft; blobId: string; address: string; open: OpenReceipt; onClose: () => void }) {
  const { t } = useTranslation();
  const { draft, open } = props;
  const { receipt, currency } = open;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState<Box | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const used = draft.lines.filter((_, at) => !left.has(at));
  const count = t(used.length === 1 ? 'receiving.post.linesOne' : 'receiving.post.linesMany', { count: used.length });
  const takeOver = async () => {
    setRunning(true);
    try {
      await call('receiving.amend', {
        receiptId: receipt.receiptId,
        version: receipt.version,
        blobId: props.blobId,
        ...(receipt.supplierName === '' && draft.fields.supplier ? { supplierName: draft.fields.supplier.value } : {}),
        ...(receipt.deliveryNote === '' && draft.fields.number ? { deliveryNote: draft.fields.number.value } : {}),
      });
      for (const line of used) await call('receiving.addLine', { receiptId: receipt.receiptId, ...toDraftLine(line, currency) });
      if (used.length > 0) notifyDone(t('receiving.paper.done', { lines: count }));
      props.onClose();
    } catch (cause) {
      setError(toAppError(cause));
    } finally {
      setRunning(false);
    }
  };
  return (
    <div className="mv-beside">
      <div className="mv-beside-picture">
        <PictureBox src={props.address} boxes={draft.lines.map(({ item }) => item.box)} active={active} />
      </div>
      <div className="mv-stack">
        <Notice tone={draft.lines.length > 0 ? 'blue' : 'amber'} isLive={draft.lines.length === 0}>
          {t(draft.lines.length > 0 ? 'receiving.paper.found' : 'receiving.paper.nothing')}
        </Notice>
        {draft.lines.map((line, at) => (
          <ReadLine
            key={line.item.box.join()}
            line={line}
            number={at + 1}
            isUsed={!left.has(at)}
            onActive={() => setActive(line.item.box)}
            onUse={(isUsed) => {
              const next = new Set(left);
              if (isUsed) next.delete(at);
              else next.add(at);
              setLeft(next);
            }}
          />
        ))}
        <ErrorLine error={error} />
        <div className="mv-actions">
          <Button loading={isRunning} onClick={() => void takeOver()} data-autofocus>
            {t('receiving.paper.use', { lines: count })}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function ReadLine(props: { line: DeliveryLine; number: number; isUsed: boolean; onActive: () => void; onUse: (isUsed: boolean) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { line } = props;
  const sureness = surenessOf(line);
  const facts = [
    line.item.match?.name ?? t('receiving.paper.chooseLater'),
    line.lot && `${t('receiving.paper.line.lot')} ${line.lot.value}`,
    line.expiry && `${t('receiving.paper.line.expiry')} ${line.expiry.value}`,
    line.quantity && `${t('receiving.paper.line.quantity')} ${line.quantity.value}`,
    line.price?.value,
  ].filter(Boolean);
  return (
    <div className="mv-read-line" onMouseEnter={props.onActive} onFocus={props.onActive}>
      <Checkbox
        checked={props.isUsed}
        onChange={(event) => props.onUse(event.currentTarget.checked)}
        label={<strong>{line.item.value}</strong>}
        aria-label={`${t('receiving.paper.leaveOut', { number: props.number })}: ${line.item.value}`}
      />
      <div>{facts.join(' · ')}</div>
      <Tag tone={sureness >= sureFrom ? 'grey' : 'amber'}>
        {t('receiving.paper.line.sure')} {format.number(Math.round(sureness * 100))} %
      </Tag>
    </div>
  );
}

/** As sure as its least sure part. */
const surenessOf = ({ item, lot, expiry, quantity, price }: DeliveryLine): number =>
  Math.min(item.confidence, item.match?.confidence ?? 1, ...[lot, expiry, quantity, price].map((read) => read?.confidence ?? 1));

function toDraftLine(line: DeliveryLine, currency: string) {
  const packs = line.quantity ? countIn(line.quantity.value) : null;
  return {
    itemId: line.item.match?.itemId ?? null,
    label: line.item.value.slice(0, 200),
    packs: packs ?? 0,
    lotNumber: (line.lot?.value ?? '').slice(0, 60),
    expiry: (line.expiry && parseExpiry(line.expiry.value)?.day) ?? null,
    packCost: line.price ? toMinorUnits(line.price.value, currency) : null,
    confidence: surenessOf(line),
  };
}
