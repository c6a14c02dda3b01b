import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Notice, notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';

type Preview = Output<'items.previewImport'>;

/** What the import would do, each wrong row by its number, and the button that does it. */
export function Effect(props: { preview: Preview; blobId: string; isStale: boolean; error: unknown; isStarting: boolean; onStart: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, problems, problemCount } = props.preview;
  const items = counts.add + counts.update;
  const figures = [
    ['rows', counts.rows],
    ['add', counts.add],
    ['updated', counts.update],
    ['skipped', counts.skip],
    ['lots', counts.lots],
    ['bad', counts.bad],
  ] as const;
  return (
    <Card title={t('items.import.effect')} label={t('items.import.effect')}>
      <div className="mv-stack" aria-busy={props.isStale}>
        <dl className="mv-figures">
          {figures.map(([key, count]) => (
            <div key={key}>
              <dt>{t(`items.import.${key}`)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
        <ErrorLine error={props.error} />
        <div className="mv-actions">
          <Button onClick={props.onStart} loading={props.isStarting} disabled={props.isStale || items === 0}>
            {items === 0 ? t('items.import.nothing') : t('items.import.run', { count: items, replace: { count: format.number(items) } })}
          </Button>
          {counts.bad > 0 && <SaveWrong preview={props.preview} blobId={props.blobId} />}
        </div>
        {counts.bad === 0 ? (
          <Notice tone="green">{t('items.import.allRight')}</Notice>
        ) : (
          <>
            <div className="mv-small-scroll">
              <table className="mv-small" aria-label={t('items.import.wrong')}>
                <thead>
                  <tr>
                    <th scope="col" className="mv-num">
                      {t('items.import.row')}
                    </th>
                    <th scope="col">{t('items.import.column')}</th>
                    <th scope="col">{t('items.import.value')}</th>
                    <th scope="col">{t('items.import.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {problems.map((problem) => (
                    <tr key={`${problem.row} ${problem.column} ${problem.text}`}>
                      <td className="mv-num">{problem.row}</td>
                      <td>{problem.column}</td>
                      <td className="mv-import-value">{problem.value}</td>
                      <td className="mv-wide">{problem.text}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {problemCount > problems.length && (
              <p className="mv-muted">{t('items.import.more', { shown: problems.length, count: problemCount, replace: { shown: format.number(problems.length), count: format.number(problemCount) } })}</p>
            )}
          </>
        )}
      </div>
    </Card>
  );
} // prettier-ignore

function SaveWrong({ preview, blobId }: { preview: Preview; blobId: string }) {
  const { t } = useTranslation();
  const { locale, number } = useFormat();
  const errorText = useErrorText();
  const { run, isRunning, error } = useCommand('items.badRows');
  const save = async () => {
    const made = await run({ blobId, locale, reading: preview.reading });
    if (!made) return;
    try {
      const outcome = await saveBytes(fromBase64(made.base64), made.mediaType, made.name);
      if (outcome === 'saved') notifyDone(t('items.import.savedWrong', { count: made.rows, name: made.name, replace: { count: number(made.rows), name: made.name } })); // prettier-ignore
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <>
      <Button variant="default" loading={isRunning} leftSection={<Download size={14} aria-hidden="true" />} onClick={() => void save()}>
        {t('items.import.saveWrong')}
      </Button>
      <ErrorLine error={error} />
    </>
  );
}
