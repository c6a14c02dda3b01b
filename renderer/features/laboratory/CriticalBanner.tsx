import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CriticalRow } from '../../../preload/contract/laboratory.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Form, FormActions } from '../../ui/Form.tsx';
import { Notice } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { InterpretationTag, shortTest, useResultWords } from './labWords.tsx';

const askAgainMs = 60_000;

/** Stands above every screen until somebody says what was done. Asked every minute too: who must know changes with time. */
export function CriticalBanner() {
  const can = useCan();
  return can('ServiceRequest.read') ? <OpenCriticals /> : null;
}

function OpenCriticals() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { data } = useQuery('laboratory.criticals', {}, { everyMs: askAgainMs });
  const [chosen, setChosen] = useState<CriticalRow | null>(null);
  const words = useResultWords();
  const first = data?.criticals[0];
  if (!first || !data) return null;
  const { patient, result } = first;
  const more = data.criticals.length - 1;
  return (
    <div className="mv-critical">
      <Notice
        tone="red"
        isLive
        title={
          result
            ? t('laboratory.critical.title', { patient: patient.displayName, test: shortTest(result.name), value: words(result) })
            : t('laboratory.critical.restricted', { patient: patient.displayName })
        }
        actions={
          <>
            <Button size="compact-sm" variant="default" onClick={() => navigate(`/patients/${patient.patientId}`)}>
              {t('laboratory.pane.chart')}
            </Button>
            {result && (
              <Button size="compact-sm" color="red" onClick={() => setChosen(first)}>
                {t('laboratory.critical.acknowledge')}
              </Button>
            )}
          </>
        }
      >
        {t('laboratory.critical.since', { minutes: first.minutes, name: first.requesterName })}{' '}
        {more > 0 && t('laboratory.critical.more', { count: more })}
      </Notice>
      {chosen && <AcknowledgeDialog critical={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function AcknowledgeDialog({ critical, onClose }: { critical: CriticalRow; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useResultWords();
  const { run, error, isRunning } = useCommand('laboratory.acknowledge');
  const [action, setAction] = useState('');
  const { result, criticalResultId, version } = critical;
  const save = async () => {
    if (action.trim().length < 3 || !(await run({ criticalResultId, version, actionTaken: action.trim() }))) return;
    notifyDone(t('laboratory.critical.done'));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={critical.patient.displayName} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form label={t('laboratory.critical.acknowledge')} onSubmit={() => void save()} onCancel={onClose} isShort>
        {result && (
          <p>
            {shortTest(result.name)} <strong>{words(result)}</strong> <InterpretationTag interpretation={result.interpretation} />
          </p>
        )}
        <TextInput
          data-autofocus
          withAsterisk
          label={t('laboratory.critical.action')}
          placeholder={t('laboratory.critical.actionHint')}
          maxLength={200}
          value={action}
          onChange={(event) => setAction(event.currentTarget.value)}
        />
        <FormActions
          save={t('laboratory.critical.acknowledge')}
          error={error}
          isRunning={isRunning}
          isDisabled={action.trim().length < 3}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
