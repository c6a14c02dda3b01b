import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColdStorage } from '../../../preload/contract/coldChain.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Facts, Notice, notifyDone, notifyProblem, SkeletonRows } from '../../ui/index.ts';
import { uploadBlob } from '../documents/upload.ts';

/** The file of a temperature logger: what it holds is shown before it is taken in. */
export function LoggerImport({ storage, onDone }: { storage: ColdStorage; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { locationId } = storage;
  const [blobId, setBlobId] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const preview = useQuery('coldChain.previewImport', { locationId, blobId: blobId ?? '' }, { enabled: blobId !== null });
  const take = useCommand('coldChain.import');
  const choose = async (file: File | null) => {
    if (!file) return;
    setProblem(null);
    try {
      setBlobId(await uploadBlob(new File([file], file.name, { type: 'text/csv' })));
    } catch (error) {
      setProblem(error);
    }
  };
  const save = async () => {
    const done = blobId === null ? undefined : await take.run({ locationId, blobId });
    if (!done) return;
    if (done.held > 0) notifyProblem(t('coldChain.held', { count: done.held }));
    else notifyDone(t('coldChain.import.done', { count: done.added }));
    onDone();
  };
  const found = preview.data;
  return (
    <Card title={t('coldChain.import.title')}>
      <div className="mv-stack">
        <p className="mv-muted">{t('coldChain.import.hint')}</p>
        <div className="mv-actions">
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button {...props} variant={blobId ? 'default' : 'filled'} autoFocus>
                {t('coldChain.import.choose')}
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={onDone}>
            {t('ui.cancel')}
          </Button>
        </div>
        <ErrorLine error={problem ?? preview.error ?? take.error} />
        {blobId !== null && !found && !preview.error && <SkeletonRows rows={3} />}
        {found && (
          <>
            <Facts
              facts={[
                [t('coldChain.import.readings'), t('coldChain.import.count', { readings: format.number(found.readings), known: format.number(found.known) })],
                [t('coldChain.import.from'), t('coldChain.fromTo', { from: format.instant(found.firstAt), to: format.instant(found.lastAt) })],
                [t('coldChain.import.ends'), t('coldChain.range', { low: format.measure(found.lowest), high: format.measure(found.highest) })],
              ]}
            />
            {found.badRows > 0 && <Notice tone="amber">{t('coldChain.import.bad', { count: found.badRows })}</Notice>}
            {found.inFuture > 0 && <Notice tone="red">{t('coldChain.import.future', { count: found.inFuture })}</Notice>}
            <Notice tone={found.excursions.length > 0 ? 'red' : 'green'}>
              {found.excursions.length > 0 ? t('coldChain.import.excursions', { count: found.excursions.length }) : t('coldChain.import.good')}
            </Notice>
            <div className="mv-actions">
              <Button onClick={() => void save()} loading={take.isRunning} disabled={found.inFuture > 0}>
                {t('coldChain.import.save')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
} // prettier-ignore
