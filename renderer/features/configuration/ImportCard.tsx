import { FileButton, Button, Radio, TextInput } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configurationMostBytes, type importMode } from '../../../preload/contract/configuration.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import { useQuery } from '../../lib/api.ts';
import { Card, ErrorLine, Form, FormActions, notifyDone, SkeletonRows } from '../../ui/index.ts';
import { useProven } from '../session/useProven.tsx';
import './configuration.css';
import { ImportPreview } from './ImportPreview.tsx';

type Mode = (typeof importMode)['options'][number];
type Chosen = { name: string; text: string };

/** Choose a file, see what it would change, say why, do it. Nothing is changed before the last step. */
export function ImportCard() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    setChosen(null);
    const isHuge = file.size > configurationMostBytes;
    setRefused(isHuge ? new AppError('configuration.too_large', { kilobytes: configurationMostBytes / 1024 }) : null);
    if (!isHuge) setChosen({ name: file.name, text: await file.text() });
  };
  return (
    <Card title={t('configuration.import.title')}>
      <div className="mv-stack mv-config">
        <p>{t('configuration.import.text')}</p>
        <ErrorLine error={refused} />
        <div className="mv-actions">
          <FileButton onChange={(file) => void choose(file)} accept="application/json,.json">
            {(props) => (
              <Button {...props} variant="default" leftSection={<FileUp size={14} aria-hidden="true" />}>
                {t('configuration.import.choose')}
              </Button>
            )}
          </FileButton>
          {chosen && <span className="mv-muted">{chosen.name}</span>}
        </div>
        {chosen && <ImportForm key={chosen.text} text={chosen.text} onEnd={() => setChosen(null)} />}
      </div>
    </Card>
  );
}

function ImportForm({ text, onEnd }: { text: string; onEnd: () => void }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>('merge');
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const preview = useQuery('configuration.preview', { text, mode });
  const { run, error, isRunning, dialog } = useProven('configuration.import');
  const plan = preview.data;
  const isShort = reason.trim().length < 3;
  const apply = async () => {
    setChecked(true);
    if (!plan || isShort) return;
    const done = await run({ text, mode, seen: plan.seen, reason: reason.trim() });
    if (!done) return;
    notifyDone(t('configuration.import.done', done));
    onEnd();
  };
  return (
    <>
      <Form label={t('configuration.import.title')} onSubmit={() => void apply()} onCancel={onEnd}>
        <Radio.Group
          label={t('configuration.import.mode')}
          value={mode}
          onChange={(value) => setMode(value === 'exact' ? 'exact' : 'merge')}
        >
          <div className="mv-stack">
            <Radio value="merge" label={t('configuration.import.merge')} />
            <Radio value="exact" label={t('configuration.import.exact')} />
          </div>
        </Radio.Group>
        <ErrorLine error={preview.error} />
        {!plan && !preview.error && <SkeletonRows rows={4} />}
        {plan && <ImportPreview plan={plan} />}
        {plan && plan.changes.length > 0 && (
          <>
            <TextInput
              label={t('configuration.import.reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={isChecked && isShort ? t('configuration.import.reasonShort') : null}
              maxLength={200}
              withAsterisk
            />
            <FormActions
              save={t('configuration.import.apply', { count: plan.changes.length })}
              error={error}
              isRunning={isRunning}
              onCancel={onEnd}
            />
          </>
        )}
      </Form>
      {dialog}
    </>
  );
}
