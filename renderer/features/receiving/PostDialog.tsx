import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptFinding } from '../../../preload/contract/receiving.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine, Notice, notifyDone } from '../../ui/index.ts';
import { type OpenReceipt, toneOf, useFindingWords } from './words.ts';

const isRepeat = ({ kind }: ReceiptFinding): boolean => kind.startsWith('repeat-');

/** What stands against taking the goods in: said before, confirmed one by one. */
export function PostDialog(props: { open: OpenReceipt; onShow: (lineId: string) => void; onClose: () => void; onPosted: () => void }) {
  const { t } = useTranslation();
  const { receipt, lines, findings, stamp } = props.open;
  const say = useFindingWords(lines);
  const post = useCommand('receiving.post');
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const of = (level: ReceiptFinding['level']) => findings.filter((finding) => finding.level === level);
  const needsReason = findings.some(isRepeat);
  const isReady =
    of('stop').length === 0 && of('ask').every(({ key }) => confirmed.has(key)) && (!needsReason || reason.trim().length >= 3);
  const take = async () => {
    if (!isReady) return;
    const answer = await post.run({ receiptId: receipt.receiptId, stamp, confirmed: [...confirmed], repeatReason: reason.trim() });
    if (!answer) return;
    notifyDone(t(answer.held > 0 ? 'receiving.post.doneHeld' : 'receiving.post.done', { number: answer.number, held: answer.held }));
    props.onPosted();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('receiving.post.title')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div
        className="mv-stack"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) void take();
        }}
      >
        {of('stop').map((finding) => (
          <Notice
            key={finding.key}
            tone={toneOf.stop}
            actions={
              finding.lineId !== null && (
                <Button size="compact-sm" variant="default" onClick={() => finding.lineId !== null && props.onShow(finding.lineId)}>
                  {t('receiving.post.go')}
                </Button>
              )
            }
          >
            {say(finding)}
          </Notice>
        ))}
        {of('ask').map((finding) => (
          <Notice key={finding.key} tone={toneOf.ask}>
            {say(finding)}
            <Checkbox
              mt={4}
              label={t('receiving.post.right')}
              aria-label={`${say(finding)} ${t('receiving.post.right')}`}
              checked={confirmed.has(finding.key)}
              onChange={(event) => {
                const next = new Set(confirmed);
                if (event.currentTarget.checked) next.add(finding.key);
                else next.delete(finding.key);
                setConfirmed(next);
              }}
            />
          </Notice>
        ))}
        {of('tell').map((finding) => (
          <Notice key={finding.key} tone={toneOf.tell}>
            {say(finding)}
          </Notice>
        ))}
        {needsReason && (
          <TextInput
            label={t('receiving.post.repeatReason')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
            withAsterisk
          />
        )}
        <ErrorLine error={post.error} />
        <div className="mv-actions">
          <Button disabled={!isReady} loading={post.isRunning} onClick={() => void take()}>
            {t('receiving.post.confirm', {
              lines: t(lines.length === 1 ? 'receiving.post.linesOne' : 'receiving.post.linesMany', { count: lines.length }),
            })}
          </Button>
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
