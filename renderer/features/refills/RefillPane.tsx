import { Button, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { RefillRow } from '../../../preload/contract/refills.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, Facts, Form, Notice, notifyDone, Tag, ThingPane } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { toOrderDraft, toSavedLine } from '../prescriptions/orderDraft.ts';
import { PrescribePanel } from '../prescriptions/PrescribePanel.tsx';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';

/** One medicine that runs out: asked for at the counter, granted or refused by a prescriber. */
export function RefillPane({ row, onClose }: { row: RefillRow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [, navigate] = useLocation();
  const { request, open } = row;
  const [isPrescribing, setPrescribing] = useState(false);
  const start = useMemo(() => {
    const draft = toOrderDraft(toSavedLine(request, 30));
    return { ...draft, copyOf: request.medicationRequestId, refillRequestId: open?.refillRequestId ?? null };
  }, [request, open?.refillRequestId]);
  return (
    <ThingPane
      label={t('prescribing.refills.pane')}
      title={request.patient.displayName}
      closeLabel={t('ui.close')}
      onClose={onClose}
      read={{ error: null, refetch: () => undefined }}
    >
      {request.patient.isRestricted ? (
        <RestrictedTag person={request.patient} />
      ) : (
        <div className="mv-stack">
          <Card
            title={request.medicine}
            actions={
              can('Patient.read') && (
                <Button size="compact-sm" variant="default" onClick={() => navigate(`/patients/${request.patient.patientId}`)}>
                  {t('prescriptions.pane.openPatient')}
                </Button>
              )
            }
          >
            <Facts
              facts={[
                [t('prescribing.refills.directions'), request.directions],
                [t('prescribing.refills.quantity'), units.count(request.quantity, request.unit)],
                [
                  t('prescribing.refills.allowed'),
                  request.refillsAllowed === 0
                    ? t('prescribing.refills.noneAllowed')
                    : t('prescribing.refills.leftOf', { left: row.refillsLeft, allowed: request.refillsAllowed }),
                ],
                [t('prescribing.refills.runsOutOn'), row.runsOutOn === null ? '' : format.day(row.runsOutOn)],
                [t('prescribing.refills.validUntil'), format.day(request.validUntil)],
                [t('prescribing.refills.prescriber'), `${request.prescriberName}, ${format.dayOf(request.authoredAt)}`],
              ]}
            />
          </Card>
          {open ? <Asked row={row} onPrescribe={() => setPrescribing(true)} onDone={onClose} /> : <Ask row={row} onDone={onClose} />}
          {isPrescribing && <PrescribePanel patientId={request.patient.patientId} encounterId={null} start={start} />}
          <Past patientId={request.patient.patientId} />
        </div>
      )}
    </ThingPane>
  );
}

function Ask({ row, onDone }: { row: RefillRow; onDone: () => void }) {
  const { t } = useTranslation();
  const ask = useCommand('refills.request');
  const [note, setNote] = useState('');
  const save = async () => {
    const done = await ask.run({ medicationRequestId: row.request.medicationRequestId, note: note.trim() });
    if (!done) return;
    notifyDone(t(done.outcome === 'approved' ? 'prescribing.refills.approved' : 'prescribing.refills.requested'));
    onDone();
  };
  return (
    <Card title={t('prescribing.refills.ask')}>
      <Form label={t('prescribing.refills.ask')} onSubmit={() => void save()}>
        <TextInput
          label={t('prescribing.refills.askNote')}
          placeholder={t('prescribing.refills.askNoteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={500}
        />
        <ErrorLine error={ask.error} />
        <div className="mv-actions">
          <Button type="submit" loading={ask.isRunning}>
            {t('prescribing.refills.ask')}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function Asked({ row, onPrescribe, onDone }: { row: RefillRow; onPrescribe: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const refuse = useCommand('refills.refuse');
  const withdraw = useCommand('refills.withdraw');
  const { open } = row;
  if (!open) return null;
  const seen = { refillRequestId: open.refillRequestId, version: open.version };
  return (
    <Notice
      tone="blue"
      title={t('prescribing.refills.askedBy', { name: open.requestedByName, when: format.instant(open.requestedAt) })}
      actions={
        <div className="mv-actions">
          {can('MedicationRequest.create') && (
            <>
              <Button onClick={onPrescribe}>{t('prescribing.refills.approve')}</Button>
              <ConfirmButton
                label={t('prescribing.refills.refuse')}
                title={t('prescribing.refills.refuseTitle')}
                consequence={t('prescribing.refills.refuseText', { medicine: row.request.medicine })}
                confirmLabel={t('prescribing.refills.refuseConfirm')}
                reasonLabel={t('prescribing.refills.why')}
                isDanger
                onConfirm={async (reason) => {
                  if (!(await refuse.run({ ...seen, reason }))) return;
                  notifyDone(t('prescribing.refills.refused'));
                  onDone();
                }}
              />
            </>
          )}
          {!can('MedicationRequest.create') && (
            <Button
              variant="default"
              loading={withdraw.isRunning}
              onClick={() =>
                void withdraw.run(seen).then((done) => {
                  if (!done) return;
                  notifyDone(t('prescribing.refills.withdrawn'));
                  onDone();
                })
              }
            >
              {t('prescribing.refills.withdraw')}
            </Button>
          )}
        </div>
      }
    >
      {open.note}
      <ErrorLine error={refuse.error ?? withdraw.error} />
    </Notice>
  );
}

/** What was asked for this person before, and what became of it. */
function Past({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const past = useQuery('refills.decided', { patientId }).data?.requests.filter((one) => one.status !== 'requested') ?? [];
  if (past.length === 0) return null;
  return (
    <Card title={t('prescribing.refills.past')}>
      <ul className="mv-sheet">
        {past.map((one) => (
          <li key={one.id}>
            <div>
              <div className="mv-rx-line-head">
                <strong>{one.medicine}</strong>
                <Tag tone={one.status === 'refused' ? 'red' : one.status === 'approved' ? 'green' : 'grey'}>
                  {t(`prescribing.refills.decision.${one.status}`)}
                </Tag>
              </div>
              {one.refusal !== '' && <p>{one.refusal}</p>}
              <small className="mv-muted">
                {[one.decidedByName ?? t('prescribing.refills.byPrescription'), one.decidedAt === null ? '' : format.dayOf(one.decidedAt)]
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
