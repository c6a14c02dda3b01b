import { Button, Checkbox, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedPerson } from '../../../preload/contract/duplicates.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { ErrorLine, Form, Notice, notifyDone, Pane, SkeletonRows } from '../../ui/index.ts';
import { usePhoto } from '../registration/PhotoField.tsx';
import { useFactWords } from '../registration/words.ts';
import { Holds } from './Holds.tsx';
import { useFieldWords } from './personValues.ts';

type Preview = Output<'duplicates.previewMerge'>;

/** What a merge would be, field by field, before it is one. */
export function MergePane(props: { one: ComparedPerson; other: ComparedPerson; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const [older, newer] = props.one.createdAt <= props.other.createdAt ? [props.one, props.other] : [props.other, props.one];
  const [survivingId, setSurvivingId] = useState(older.patientId);
  const [surviving, merged] = survivingId === older.patientId ? [older, newer] : [newer, older];
  const preview = useQuery('duplicates.previewMerge', {
    surviving: { patientId: surviving.patientId },
    merged: { patientId: merged.patientId },
  });
  return (
    <Pane title={t('duplicates.merge.title')}>
      <div className="mv-stack">
        <Radio.Group
          label={t('duplicates.merge.stays')}
          description={t('duplicates.merge.staysText')}
          value={survivingId}
          onChange={setSurvivingId}
        >
          {[older, newer].map((person) => (
            <Radio
              key={person.patientId}
              mt={6}
              value={person.patientId}
              label={`${person.displayName} · ${person.number}`}
              autoFocus={person === older}
            />
          ))}
        </Radio.Group>
        <ErrorLine error={preview.error} onRetry={() => void preview.refetch()} />
        {preview.data ? (
          <Choice key={`${survivingId} ${preview.data.surviving.version}`} preview={preview.data} {...props} />
        ) : (
          <SkeletonRows />
        )}
      </div>
    </Pane>
  );
}

function Choice({ preview, onBack, onDone }: { preview: Preview; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { run, error, isRunning } = useCommand('duplicates.merge');
  const differing = preview.fields.filter(({ isSame }) => !isSame);
  const [take, setTake] = useState(differing.filter(({ proposed }) => proposed === 'merged').map(({ field }) => field));
  const [leaveOut, setLeaveOut] = useState(preview.facts.filter(({ isTwice }) => isTwice).map(({ factId }) => factId));
  const [reason, setReason] = useState('');
  const { surviving, merged } = preview;
  const join = async () => {
    const seen = ({ patientId, version }: ComparedPerson) => ({ patientId, version });
    if (!(await run({ surviving: seen(surviving), merged: seen(merged), take, leaveOut, reason: reason.trim() }))) return;
    notifyDone(t('duplicates.merge.done', { name: surviving.displayName }));
    onDone();
  };
  return (
    <Form label={t('duplicates.merge.title')} onSubmit={() => void join()} onCancel={onBack}>
      {preview.warnings.length > 0 && (
        <Notice tone="amber">
          {preview.warnings.map((warning) => (
            <div key={warning}>{t(`duplicates.merge.warning.${warning}`)}</div>
          ))}
        </Notice>
      )}
      {differing.length > 0 && (
        <fieldset className="mv-take">
          <legend>{t('duplicates.merge.take')}</legend>
          {differing.map(({ field, ...stored }) => (
            <Radio.Group
              key={field}
              label={t(`duplicates.field.${field}`)}
              value={take.includes(field) ? 'merged' : 'surviving'}
              onChange={(from) => setTake(from === 'merged' ? [...take, field] : take.filter((each) => each !== field))}
            >
              <div className="mv-take-values">
                <Radio
                  value="surviving"
                  label={<Value text={words(field, stored.surviving, surviving)} photo={field === 'photo' ? stored.surviving : ''} />}
                />
                <Radio
                  value="merged"
                  label={<Value text={words(field, stored.merged, merged)} photo={field === 'photo' ? stored.merged : ''} />}
                />
              </div>
            </Radio.Group>
          ))}
        </fieldset>
      )}
      {preview.facts.length > 0 && <FactChoice preview={preview} leaveOut={leaveOut} onChange={setLeaveOut} />}
      <Holds
        title={t('duplicates.merge.holds')}
        surviving={surviving}
        merged={merged}
        counts={preview.holds}
        none={t('duplicates.merge.nothing')}
      />
      <TextInput
        label={t('duplicates.merge.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ErrorLine error={error} />
      <p className="mv-muted">{t('duplicates.merge.undo')}</p>
      <div className="mv-actions">
        <Button type="submit" loading={isRunning}>
          {t('duplicates.merge.act', { number: surviving.number })}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('duplicates.merge.back')}
        </Button>
      </div>
    </Form>
  );
}

function Value({ text, photo }: { text: string; photo: string }) {
  const src = usePhoto(photo === '' ? null : photo);
  return src ? <img className="mv-photo" src={src} alt="" /> : text || '—';
}

/** Both records' facts go on standing beside each other; what is not ticked is not read while they are joined. */
function FactChoice(props: { preview: Preview; leaveOut: readonly string[]; onChange: (leaveOut: string[]) => void }) {
  const { t } = useTranslation();
  const words = useFactWords();
  const { preview, leaveOut, onChange } = props;
  return (
    <fieldset className="mv-take">
      <legend>{t('duplicates.merge.facts')}</legend>
      <small className="mv-muted">{t('duplicates.merge.factsText')}</small>
      {preview.facts.map(({ factId, fact, of, isTwice }) => (
        <Checkbox
          key={factId}
          label={[words(fact).text, words(fact).kind].filter(Boolean).join(', ')}
          description={[t('duplicates.merge.of', { number: preview[of].number }), isTwice && t('duplicates.merge.twice')].filter(Boolean).join(', ')}
          checked={!leaveOut.includes(factId)}
          onChange={(event) => onChange(event.currentTarget.checked ? leaveOut.filter((each) => each !== factId) : [...leaveOut, factId])}
        />
      ))}
    </fieldset>
  );
} // prettier-ignore
