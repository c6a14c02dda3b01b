import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackPreview } from '../../../preload/contract/knowledge.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, Facts } from '../../ui/index.ts';
import { Signed } from './Signed.tsx';

type Props = { preview: PackPreview; error: unknown; isRunning: boolean; onLoad: () => void; other: { words: string; act: () => void } };

/** What a pack would bring and who signed it, and the act. `other`: what else may be done with it. */
export function PackContents({ preview, error, isRunning, onLoad, other }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isCompared, setCompared] = useState(false);
  const mustCompare = preview.signer === 'elsewhere';
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
            <th className="mv-num">{t('knowledge.load.removed')}</th>
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
              <td className="mv-num">{format.number(table.removed)}</td>
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
        <Button loading={isRunning} disabled={mustCompare && !isCompared} onClick={onLoad}>
          {t('knowledge.load.act')}
        </Button>
        <Button variant="default" onClick={other.act}>
          {other.words}
        </Button>
      </div>
    </>
  );
}
