import { Button, Modal, SegmentedControl } from '@mantine/core';
import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { EmptyState, ErrorLine, notifyDone, SkeletonRows, Tag } from '../../ui/index.ts';
import { AddFoundForm } from './AddFoundForm.tsx';
import { CountGrid } from './CountGrid.tsx';
import { CancelTake, TakeExport, TakeTags } from './TakeActions.tsx';
import { useCounting } from './useCounting.ts';

type Round = 1 | 2 | 3;
const roundNames = { 1: 'first', 2: 'second', 3: 'third' } as const;

/** Counting: one sheet a round, everything kept while it is typed. */
export function CountPane({ stockTakeId, onFinished }: { stockTakeId: string; onFinished: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [round, setRound] = useState<Round>(1);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const sheet = useQuery('stockTakes.sheet', { stockTakeId, round }, { keepPrevious: true });
  const counting = useCounting(stockTakeId, round);
  if (!sheet.data) return sheet.error ? <ErrorLine error={sheet.error} onRetry={() => void sheet.refetch()} /> : <SkeletonRows rows={12} />;
  const { stockTake, rounds, lines } = sheet.data;
  const shown = onlyOpen ? lines.filter((line) => line.quantity === null || line.needsRecount) : lines;
  const here = rounds.find((one) => one.round === round);
  const state = counting.isWaiting ? (
    <Tag tone="red">{t('stockTakes.sheet.waiting')}</Tag>
  ) : counting.unsaved > 0 ? (
    t('stockTakes.sheet.saving', { count: counting.unsaved })
  ) : (
    counting.savedAt !== null && t('stockTakes.sheet.savedAt', { time: format.time(counting.savedAt) })
  );
  return (
    <div className="mv-pane" style={{ flex: 1 }}>
      <div className="mv-toolbar">
        <strong>{stockTake.number}</strong>
        <TakeTags take={stockTake} />
        {rounds.length > 1 && (
          <SegmentedControl
            aria-label={t('stockTakes.sheet.round')}
            value={String(round)}
            onChange={(next) => {
              void counting.flush();
              setRound(Number(next) as Round);
            }}
            data={rounds.map((one) => ({
              value: String(one.round),
              label: t('stockTakes.sheet.ofRound', {
                name: t(`stockTakes.sheet.rounds.${roundNames[one.round]}`),
                counted: format.number(one.counted),
                lines: format.number(one.lines),
              }),
            }))}
          />
        )}
        <SegmentedControl
          aria-label={t('stockTakes.sheet.show')}
          value={onlyOpen ? 'open' : 'all'}
          onChange={(next) => setOnlyOpen(next === 'open')}
          data={[
            { value: 'all', label: t('stockTakes.sheet.showAll') },
            { value: 'open', label: t('stockTakes.sheet.showOpen') },
          ]}
        />
        <span className="mv-muted">
          {here && t('stockTakes.sheet.counted', { counted: format.number(here.counted), lines: format.number(here.lines) })}
        </span>
        <span className="mv-muted" role="status">
          {state}
        </span>
        <div className="mv-page-actions">
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('stockTakes.sheet.addFound')}
          </Button>
          <TakeExport stockTakeId={stockTakeId} what="sheet" />
          <CancelTake take={stockTake} />
          <FinishButton
            stockTakeId={stockTakeId}
            version={stockTake.version}
            open={stockTake.lines - stockTake.decided}
            flush={counting.flush}
            onFinished={onFinished}
          />
        </div>
      </div>
      {counting.problem && !counting.isWaiting && <ErrorLine error={counting.problem} />}
      <CountGrid
        key={`${round} ${String(onlyOpen)}`}
        lines={shown}
        isBlind={stockTake.isBlind}
        taken={counting.taken}
        onCount={(line, quantity) => counting.type(line.lineId, quantity, counting.taken.get(line.lineId)?.quantity ?? line.quantity)}
        empty={
          <EmptyState
            icon={ClipboardList}
            title={t('stockTakes.sheet.empty')}
            {...(round === 3 ? { text: t('stockTakes.sheet.emptyThird') } : {})}
          />
        }
      />
      {isAdding && <AddFoundForm stockTakeId={stockTakeId} round={round} onDone={() => setAdding(false)} />}
    </div>
  );
}

function FinishButton(props: { stockTakeId: string; version: number; open: number; flush: () => Promise<void>; onFinished: () => void }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const submit = useCommand('stockTakes.submit');
  const { stockTakeId, version, open } = props;
  const finish = async () => {
    await props.flush();
    if (!(await submit.run({ stockTakeId, version, leaveUncounted: open > 0 }))) return;
    setAsking(false);
    notifyDone(t('stockTakes.status.review'));
    props.onFinished();
  };
  return (
    <>
      <Button
        onClick={() => {
          void props.flush();
          setAsking(true);
        }}
      >
        {t('stockTakes.sheet.finish')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('stockTakes.sheet.finishTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <div className="mv-stack">
          <p>{open === 0 ? t('stockTakes.sheet.finishAll') : t('stockTakes.sheet.finishText', { count: open })}</p>
          <ErrorLine error={submit.error} />
          <div className="mv-actions">
            <Button loading={submit.isRunning} onClick={() => void finish()} data-autofocus>
              {t('stockTakes.sheet.finishConfirm')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('ui.cancel')}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
