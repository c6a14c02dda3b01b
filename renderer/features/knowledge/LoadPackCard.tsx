import { Button, FileButton, Progress } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackPreview } from '../../../preload/contract/knowledge.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { Card, ErrorLine, notifyDone, SkeletonRows } from '../../ui/index.ts';
import { uploadBlob } from '../documents/upload.ts';
import { PackContents } from './PackContents.tsx';

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
  const { run, error, isRunning } = useCommand('knowledge.loadPack');
  const load = async () => {
    if (await run({ blobId, sha256: preview.sha256 })) {
      notifyDone(t('knowledge.load.done', { title: preview.title }));
      onDone();
    }
  };
  return (
    <PackContents
      preview={preview}
      error={error}
      isRunning={isRunning}
      onLoad={() => void load()}
      other={{ words: t('ui.cancel'), act: onDone }}
    />
  );
}
