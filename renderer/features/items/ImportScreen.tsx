import { Button, FileButton, Progress } from '@mantine/core';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReading } from '../../../preload/contract/items.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Page, SkeletonRows } from '../../ui/index.ts';
import { uploadBlob } from '../documents/upload.ts';
import { StockNav } from '../inventory/StockNav.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { Effect } from './Effect.tsx';
import { ImportStatus } from './ImportStatus.tsx';
import '../inventory/tables.css';
import './items.css';

type Chosen = { name: string; blobId: string | null; sent: number; error: unknown };

/** A list of items comes in: the file, what its columns hold, what the import would do, and how far it is. */
export default function ImportScreen() {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const [file, setFile] = useState<Chosen | null>(null);
  const [reading, setReading] = useState<ImportReading | null>(null);
  const begin = useCommand('items.import');
  const run = useQuery('items.imports', {}).data?.last ?? null;
  const isRunning = run?.status === 'running';
  const blobId = file?.blobId ?? '';
  const preview = useQuery(
    'items.previewImport',
    { blobId, locale, ...(reading && { reading }) },
    { enabled: blobId !== '' && !isRunning, keepPrevious: reading !== null },
  );

  const send = async (chosen: File | null) => {
    if (!chosen) return;
    setReading(null);
    begin.reset();
    setFile({ name: chosen.name, blobId: null, sent: 0, error: null });
    const note = (change: Partial<Chosen>) => setFile((before) => (before ? { ...before, ...change } : before));
    try {
      note({ blobId: await uploadBlob(chosen, { onProgress: (received, size) => note({ sent: (100 * received) / size }) }) });
    } catch (error) {
      note({ error });
    }
  };
  const start = async (as: ImportReading) => {
    if (await begin.run({ blobId, locale, reading: as })) setFile(null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void send(event.dataTransfer.files[0] ?? null);
  };

  return (
    <Page title={t('items.import.title')}>
      <StockNav />
      <div className="mv-import">
        {run && (isRunning || file === null) && <ImportStatus run={run} />}
        {!isRunning && (
          <Card title={t('items.import.file')} label={t('items.import.file')}>
            <div className="mv-import-file" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
              <FileButton onChange={(chosen) => void send(chosen)} accept=".csv,.tsv,.txt,.xlsx">
                {(props) => (
                  <Button {...props} variant={file ? 'default' : 'filled'} leftSection={<Upload size={14} aria-hidden="true" />}>
                    {t(file ? 'items.import.other' : 'items.import.choose')}
                  </Button>
                )}
              </FileButton>
              {file ? (
                <span className="mv-line">
                  <FileSpreadsheet size={16} aria-hidden="true" />
                  <strong>{file.name}</strong>
                </span>
              ) : (
                <span className="mv-muted">
                  {t('items.import.hint')} {t('items.import.drop')}
                </span>
              )}
            </div>
            {file && file.blobId === null && !file.error && (
              <Progress value={file.sent} aria-label={t('items.import.sending', { name: file.name })} mt={8} />
            )}
            <ErrorLine error={file?.error} />
            {blobId !== '' && <ErrorLine error={preview.error} onRetry={() => void preview.refetch()} />}
          </Card>
        )}
        {blobId !== '' && !isRunning && !preview.data && !preview.error && (
          <Card title={t('items.import.reading')}>
            <SkeletonRows rows={6} />
          </Card>
        )}
        {blobId !== '' && !isRunning && preview.data && (
          <>
            <ColumnTable preview={preview.data} onChange={setReading} />
            <Effect
              preview={preview.data}
              blobId={blobId}
              isStale={preview.isFetching || preview.error !== null}
              error={begin.error}
              isStarting={begin.isRunning}
              onStart={() => void start(preview.data.reading)}
            />
          </>
        )}
      </div>
    </Page>
  );
}
