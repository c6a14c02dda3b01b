import { Button, Progress } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../../preload/contract/errors.ts';
import type { ArrivingPackView } from '../../../preload/contract/knowledge.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Facts, notifyDone, Notice, SkeletonRows, useErrorText } from '../../ui/index.ts';
import { PackContents } from './PackContents.tsx';

type Props = { pack: ArrivingPackView };

/** New editions from the hub: on their way, here, refused, set aside. Nothing counts before a person loads it. */
export function ArrivingCards() {
  const { data, error } = useQuery('knowledge.arriving', {});
  return (
    <>
      <ErrorLine error={error} />
      {data?.packs.map((pack) => {
        const Shown = cards[pack.status];
        return <Shown key={`${pack.id} ${pack.status}`} pack={pack} />;
      })}
    </>
  );
}

function OnItsWay({ pack }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('knowledge.fetchArriving');
  const [received, size] = [pack.received, pack.size].map((bytes) => format.number(Math.ceil(bytes / 1024)));
  const isFull = pack.problem?.code === 'storage.full';
  return (
    <Card title={t('knowledge.arriving.offered')}>
      <div className="mv-stack">
        <Facts facts={[...useWhat(pack), [t('knowledge.arriving.progress'), t('knowledge.arriving.received', { received, size })]]} />
        <Progress value={(100 * pack.received) / pack.size} aria-label={t('knowledge.arriving.progress')} />
        {isFull ? (
          <Notice tone="amber">{t('knowledge.arriving.fullText')}</Notice>
        ) : (
          <p className="mv-none">
            {pack.isHeld ? t('knowledge.arriving.heldText') : t('knowledge.arriving.offeredText')}
            {pack.problem?.code === 'knowledge.damaged' && ` ${t('knowledge.arriving.againText')}`}
          </p>
        )}
        <ErrorLine error={error} />
        {(pack.isHeld || isFull) && (
          <div className="mv-actions">
            <Button
              loading={isRunning}
              leftSection={<Download size={14} aria-hidden="true" />}
              onClick={() => void run({ id: pack.id, version: pack.version })}
            >
              {t('knowledge.arriving.fetch', { size })}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function Arrived({ pack }: Props) {
  const { t } = useTranslation();
  const { run, error } = useCommand('knowledge.setAsideArrived');
  const setAside = async () => {
    if (await run({ id: pack.id, version: pack.version }))
      notifyDone(t('knowledge.arriving.wasSetAside', { title: pack.title, edition: pack.edition }));
  };
  return (
    <Card title={t('knowledge.arriving.arrived')}>
      <div className="mv-stack">
        <ErrorLine error={error} />
        <Contents pack={pack} other={{ words: t('knowledge.arriving.setAside'), act: () => void setAside() }} />
      </div>
    </Card>
  );
}

function SetAside({ pack }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const what = useWhat(pack);
  return (
    <Card title={t('knowledge.arriving.aside')}>
      <div className="mv-stack">
        {isOpen ? (
          <Contents pack={pack} other={{ words: t('knowledge.arriving.close'), act: () => setOpen(false) }} />
        ) : (
          <>
            <Facts facts={what} />
            <div className="mv-actions">
              <Button variant="default" onClick={() => setOpen(true)}>
                {t('knowledge.arriving.look')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}

function Contents({ pack, other }: Props & { other: { words: string; act: () => void } }) {
  const { t } = useTranslation();
  const preview = useQuery('knowledge.previewArrived', { id: pack.id });
  const { run, error, isRunning } = useCommand('knowledge.loadArrived');
  if (!preview.data) return preview.error ? <ErrorLine error={preview.error} /> : <SkeletonRows rows={4} />;
  const { sha256, title } = preview.data;
  const load = async () => {
    if (await run({ id: pack.id, sha256 })) notifyDone(t('knowledge.load.done', { title }));
  };
  return <PackContents preview={preview.data} error={error} isRunning={isRunning} onLoad={() => void load()} other={other} />;
}

function Refused({ pack }: Props) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const again = useCommand('knowledge.fetchArriving');
  const away = useCommand('knowledge.setAsideArrived');
  const asked = { id: pack.id, version: pack.version };
  const code = errorCodes.find((known) => known === pack.problem?.code) ?? 'knowledge.damaged';
  return (
    <Card title={t('knowledge.arriving.refused')}>
      <div className="mv-stack">
        <Facts facts={useWhat(pack)} />
        <Notice tone="red" title={textOf(new AppError(code, (pack.problem?.data ?? {}) as AppError['data']))}>
          {t('knowledge.arriving.refusedText')}
        </Notice>
        <ErrorLine error={again.error ?? away.error} />
        <div className="mv-actions">
          <Button variant="default" loading={again.isRunning} onClick={() => void again.run(asked)}>
            {t('knowledge.arriving.again')}
          </Button>
          <Button variant="default" loading={away.isRunning} onClick={() => void away.run(asked)}>
            {t('knowledge.arriving.seen')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function useWhat(pack: ArrivingPackView) {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    [t('knowledge.pack'), pack.title],
    [t('knowledge.edition'), t('knowledge.editionNumber', { edition: pack.edition, number: pack.sequence })],
    [t('knowledge.date'), format.day(pack.madeOn)],
  ] as [string, string][];
}

const cards: Record<ArrivingPackView['status'], (props: Props) => React.JSX.Element> = {
  offered: OnItsWay,
  arrived: Arrived,
  refused: Refused,
  'set-aside': SetAside,
};
