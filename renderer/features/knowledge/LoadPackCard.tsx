import { Button, Checkbox, FileButton, Progress } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackPreview } from '../../../preload/contract/knowledge.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Facts, notifyDone, SkeletonRows } from '../../ui/index.ts';
import { uploadBlob } from '../documents/upload.ts';
import { Signed } from './Signed.tsx';

type Chosen = { name: string; blobId: string | null; sent: number; error: unknown };

/** From a stick: the file, what it would bring and who signed it, then the act. Nothing counts before. */
export function LoadPackCard() {
  const { t } = useTranslation();
  const [file, setFile] = useState<Chosen | null>(null);
  const reset = useRef<() => void>(null); // the same file may be chosen again
  const blobId = file?.blobId ?? '';
  const preview = useQuery('knowledge.previewPack', { blobId }, { enabled: blobId !== '' });
  const send = async (chosen: File | null) => {
    reset.current?.();
    if (!chosen) return;
    setFile({ name: chosen.name, blobId: null, sent: 0, error: null });
    const note = (change: Partial<Chosen>) => setFile((before) => (before ? { ...before, ...change } : before));
    try {
      note({ blobId: await uploadBlob(chosen, { onProgress: (received, size) => note({ sent: (100 * received) / size }) }) });
    } catch (error) {
      note({ error });
    }
  };
  return (
    <Card title={t('knowledge.load.title')}>
      <div className="mv-stack">
        <div className="mv-line">
          <FileButton resetRef={reset} onChange={(chosen) => void send(chosen)} accept=".mvpack">
            {(props) => (
              <Button {...props} variant={file ? 'default' : 'filled'} leftSection={<FileUp size={14} aria-hidden="true" />}>
                {t(file ? 'knowledge.load.other' : 'knowledge.load.choose')}
              </Button>
            )}
          </FileButton>
          <span className={file ? '' : 'mv-muted'}>{file ? file.name : t('knowledge.load.hint')}</span>
        </div>
        {file && file.blobId === null && !file.error && <Progress value={file.sent} aria-label={t('knowledge.load.reading')} />}
        <ErrorLine error={file?.error} />
        {blobId !== '' && <ErrorLine error={preview.error} />}
        {blobId !== '' && !preview.data && !preview.error && <SkeletonRows rows={4} />}
        {blobId !== '' && preview.data && <Preview key={blobId} preview={preview.data} blobId={blobId} onDone={() => setFile(null)} />}
      </div>
    </Card>
  );
}

function Preview({ preview, blobId, onDone }: { preview: PackPreview; blobId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, error, isRunning } = useCommand('knowledge.loadPack');
  const [isCompared, setCompared] = useState(false);
  const mustCompare = preview.signer === 'elsewhere';
  const load = async () => {
    if (await run({ blobId, sha256: preview.sha256 })) {
      notifyDone(t('knowledge.load.done', { title: preview.title }));
      onDone();
    }
  };
  return (
    <>
      <Signed signer={preview.signer} publisher={preview.publisher} fingerprint={preview.fingerprint} />
      <Facts
        facts={[
          [t('knowledge.pack'), preview.title],
          [t('knowledge.edition'), t('knowledge.editionNumber', { edition: preview.edition, number: preview.sequence })],
          [t('knowledge.origin'), preview.origin],
          [t('knowledge.licence'), preview.licence],
          [t('knowledge.date'), format.day(preview.madeOn)],
          ...(preview.replaces
            ? ([
                [
                  t('knowledge.load.replaces'),
                  t('knowledge.editionNumber', { edition: preview.replaces.edition, number: preview.replaces.sequence }),
                ],
              ] as const)
            : []),
        ]}
      />
      <table className="mv-small">
        <thead>
          <tr>
            <th>{t('knowledge.load.table')}</th>
            <th className="mv-num">{t('knowledge.load.added')}</th>
            <th className="mv-num">{t('knowledge.load.changed')}</th>
            <th className="mv-num">{t('knowledge.load.known')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.tables.map((table) => (
            <tr key={table.name}>
              <td className="mv-wide">
                {t(`knowledge.table.${table.name}`, { defaultValue: table.name })}{' '}
                {table.isReplaced && <span className="mv-muted">{t('knowledge.load.isReplaced')}</span>}
              </td>
              <td className="mv-num">{format.number(table.added)}</td>
              <td className="mv-num">{format.number(table.changed)}</td>
              <td className="mv-num">{format.number(table.known)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mustCompare && (
        <Checkbox
          checked={isCompared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
          label={t('knowledge.load.compared', { name: preview.publisher })}
        />
      )}
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button loading={isRunning} disabled={mustCompare && !isCompared} onClick={() => void load()}>
          {t('knowledge.load.act')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </>
  );
}
