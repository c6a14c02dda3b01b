import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeField, MergeRow } from '../../../preload/contract/duplicates.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { ErrorLine, Facts, Form, notifyDone, SkeletonRows } from '../../ui/index.ts';
import { useFactWords } from '../registration/words.ts';
import { Holds } from './Holds.tsx';

/** What parting two joined records would give back, and the act itself. */
export function WayBack({ merge, onDone }: { merge: MergeRow; onDone: () => void }) {
  const { t } = useTranslation();
  const values = useStoredWords();
  const factWords = useFactWords();
  const preview = useQuery('duplicates.previewUnmerge', { linkId: merge.linkId });
  const { run, error, isRunning } = useCommand('duplicates.unmerge');
  const [reason, setReason] = useState('');
  const [isShort, setShort] = useState(false);
  const part = async () => {
    setShort(reason.trim().length < 3);
    if (reason.trim().length < 3 || !(await run({ linkId: merge.linkId, reason: reason.trim() }))) return;
    notifyDone(t('duplicates.unmerge.done'));
    onDone();
  };
  if (preview.error) return <ErrorLine error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <SkeletonRows />;
  const { givesBack, keeps, readAgain, since } = preview.data;
  const none = t('duplicates.unmerge.none');
  return (
    <Form label={t('duplicates.unmerge.title')} onSubmit={() => void part()} onCancel={onDone}>
      <Facts
        facts={[
          [
            t('duplicates.unmerge.givesBack'),
            givesBack
              .map(({ field, from, to }) => `${t(`duplicates.field.${field}`)}: ${values(field, from)} → ${values(field, to)}`)
              .join('; ') || none,
          ],
          [t('duplicates.unmerge.keeps'), keeps.map((field) => t(`duplicates.field.${field}`)).join(', ') || none],
          ...(readAgain.length > 0
            ? [[t('duplicates.unmerge.readAgain'), readAgain.map(({ fact }) => factWords(fact).text).join(', ')] as [string, string]]
            : []),
        ]}
      />
      <Holds title={t('duplicates.unmerge.since')} surviving={merge.surviving} merged={merge.merged} counts={since} none={none} />
      <TextInput
        label={t('duplicates.unmerge.reason')}
        value={reason}
        maxLength={200}
        error={isShort ? t('duplicates.unmerge.reasonNeeded') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
        autoFocus
      />
      <ErrorLine error={error} />
      <p className="mv-muted">{t('duplicates.unmerge.text')}</p>
      <div className="mv-actions">
        <Button type="submit" loading={isRunning}>
          {t('duplicates.unmerge.act')}
        </Button>
      </div>
    </Form>
  );
}

function useStoredWords(): (field: MergeField, stored: string) => string {
  const { t } = useTranslation();
  return (field, stored) => {
    if (field === 'unidentified') return t(stored === '1' ? 'duplicates.merge.notKnown' : 'duplicates.merge.known');
    if (field === 'sex') return t(`patients.sex.${stored as 'female'}`);
    if (field === 'photo') return stored === '' ? '—' : t('duplicates.field.photo');
    return stored || '—';
  };
}
