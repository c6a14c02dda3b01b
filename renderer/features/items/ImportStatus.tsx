import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { AppError } from '../../../preload/contract/errors.ts';
import type { ImportRun } from '../../../preload/contract/items.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, Notice, useErrorText } from '../../ui/index.ts';

/** How far the list is, or what came of the last one. */
export function ImportStatus({ run }: { run: ImportRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const stop = useCommand('items.cancelImport');
  const said = { added: run.added, updated: run.updated, unchanged: run.unchanged, lots: run.lots, bad: run.bad };
  const figures = Object.fromEntries(Object.entries(said).map(([key, count]) => [key, format.number(count)])) as Record<keyof typeof said, string>; // prettier-ignore
  if (run.status !== 'running')
    return (
      <Notice
        tone={run.status === 'done' ? (run.bad === 0 ? 'green' : 'blue') : 'amber'}
        title={t(`items.import.status.${run.status}`, { name: run.fileName })}
        isLive
        actions={
          <Button size="compact-sm" variant="default" onClick={() => navigate('/stock')}>
            {t('items.import.toStock')}
          </Button>
        }
      >
        {format.instant(run.endedAt ?? run.startedAt)}
        {': '}
        {t('items.import.result', figures)} {run.status !== 'done' && t('items.import.again')}
        <Refused run={run} />
      </Notice>
    );
  return (
    <Card title={t('items.import.running', { name: run.fileName })} label={t('items.import.running', { name: run.fileName })}>
      <div className="mv-stack">
        <Progress
          value={run.rows === 0 ? 0 : (100 * run.done) / run.rows}
          aria-label={t('items.import.progress', { done: run.done, rows: run.rows })}
        />
        <div>
          {t('items.import.progress', { done: format.number(run.done), rows: format.number(run.rows) })}
          {': '}
          {t('items.import.result', figures)}
        </div>
        <ErrorLine error={stop.error} />
        <div className="mv-actions">
          <Button variant="default" loading={stop.isRunning} onClick={() => void stop.run({})}>
            {t('items.import.stop')}
          </Button>
          <span className="mv-muted">{t('items.import.stopHint')}</span>
        </div>
      </div>
    </Card>
  );
}

/** What the stock itself refused while the list came in: a stock take that is frozen, a number that was given meanwhile. */
function Refused({ run }: { run: ImportRun }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (run.refused.length === 0) return null;
  return (
    <ul>
      {run.refused.map(({ row, name, code, data }) => (
        <li key={row}>{t('items.import.refused', { row, name, why: errorText(new AppError(code, data)) })}</li>
      ))}
    </ul>
  );
}
