import { Button, Modal, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabTest } from '../../../preload/contract/laboratory.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PaperField } from '../documents/PaperField.tsx';
import { ConfirmResults, useResultsToConfirm } from './ConfirmResults.tsx';
import { shortTest } from './labWords.tsx';
import { parseResult } from './parseResult.ts';
import { ResultField } from './ResultField.tsx';

type Line = { test: LabTest; text: string };

/** Another laboratory's report: its paper, and the values read off it. */
export function OutsideForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('laboratory.recordOutside');
  const [performer, setPerformer] = useState('');
  const [day, setDay] = useState(format.today);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const toConfirm = useResultsToConfirm(error);
  const [isTried, setTried] = useState(false);
  const [blobId, setBlobId] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const read = lines.map(({ test, text }) => ({ test, ...parseResult(text, test.unit) }));
  const isMissing = performer.trim().length < 2;
  const set = (loinc: string, text: string) => {
    setLines((before) => before.map((line) => (line.test.loinc === loinc ? { ...line, text } : line)));
    toConfirm.forget();
    reset();
  };
  const save = async () => {
    setTried(true);
    if (isMissing || read.some(({ state }) => state !== 'read')) return focusFirstError(box.current);
    const results = read.map(({ test, value, unit }) => ({ loinc: test.loinc, value, unit }));
    const { confirmed } = toConfirm;
    const answer = await run({ patientId, performer: performer.trim(), collectedOn: day, blobId, results, confirmed });
    if (!answer) return undefined;
    notifyDone(t('laboratory.outside.done'));
    return onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('laboratory.outside.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div ref={box}>
        <Form label={t('laboratory.outside.title')} onSubmit={() => void save()} onCancel={onClose}>
          <FormRow>
            <TextInput
              data-autofocus
              label={t('laboratory.outside.performer')}
              maxLength={200}
              value={performer}
              onChange={(event) => setPerformer(event.currentTarget.value)}
              error={isTried && isMissing ? t('laboratory.outside.performerMissing') : null}
            />
            <TextInput
              type="date"
              label={t('laboratory.outside.day')}
              max={format.today}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </FormRow>
          <PaperField label={t('laboratory.outside.paper')} patientId={patientId} onChange={setBlobId} onRunning={setSending} />
          <SearchPicker<LabTest>
            label={t('laboratory.outside.add')}
            placeholder={t('laboratory.order.searchHint')}
            search={async (text) => (await call('laboratory.catalogue', { text })).tests}
            toOption={(test) => ({ key: test.loinc, label: shortTest(test.name), detail: test.unit.startsWith('{') ? '' : test.unit })}
            onPick={(test) =>
              setLines((before) => (before.some((line) => line.test.loinc === test.loinc) ? before : [...before, { test, text: '' }]))
            }
            clearOnPick
          />
          {read.map(({ test, state }, index) => (
            <FormRow key={test.loinc}>
              <ResultField
                name={shortTest(test.name)}
                unit={test.unit}
                text={lines[index]?.text ?? ''}
                isWrong={isTried && state !== 'read'}
                onText={(text) => set(test.loinc, text)}
              />
              <Button
                variant="subtle"
                color="gray"
                aria-label={t('laboratory.order.remove', { name: shortTest(test.name) })}
                onClick={() => setLines((before) => before.filter((line) => line.test.loinc !== test.loinc))}
              >
                <X size={14} aria-hidden="true" />
              </Button>
            </FormRow>
          ))}
          <ConfirmResults
            results={toConfirm}
            nameOf={(loinc) => shortTest(lines.find(({ test }) => test.loinc === loinc)?.test.name ?? '')}
            textOf={(loinc) => lines.find(({ test }) => test.loinc === loinc)?.text ?? ''}
          />
          <FormActions error={toConfirm.error} isRunning={isRunning} isDisabled={isSending || toConfirm.isWaiting} onCancel={onClose} />
        </Form>
      </div>
    </Modal>
  );
}
