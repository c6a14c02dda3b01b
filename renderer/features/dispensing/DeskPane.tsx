import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, focusFirstError, Notice, notifyDone, Pane, SkeletonRows } from '../../ui/index.ts';
import { PatientBanner } from '../patients/PatientBanner.tsx';
import { isRestricted } from '../visibility/isRestricted.ts';
import { changeDraft, emptyDraft, forgetDrafts, type LineDraft, problemOf, useDesk, wantedOf } from './desk.ts';
import { DeskActions } from './DeskActions.tsx';
import { DispenseHistory } from './DispenseHistory.tsx';
import { HandoverResult, type HandedLine } from './HandoverResult.tsx';
import { LineCard } from './LineCard.tsx';
import type { Scanned } from './useDeskScan.ts';
import { useScannedPack } from './useScannedPack.ts';

type Desk = Output<'dispensing.open'>;

/** One person at the desk: who it is, what they must not get, everything they may collect, and the hand-over in one go. */
export function DeskPane(props: { medicationRequestId: string; scanned: Scanned | null; onClose: () => void; onNext: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const { medicationRequestId } = props;
  const desk = useQuery('dispensing.open', { medicationRequestId }, { keepPrevious: false });
  const patientId = desk.data?.patient.patientId ?? '';
  const isVeiled = desk.data?.patient.isRestricted === true;
  const chart = useQuery('patients.chart', { patientId }, { enabled: patientId !== '' && !isVeiled && can('Patient.read') });
  const close = (
    <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={props.onClose}>
      <X size={16} aria-hidden="true" />
    </ActionIcon>
  );
  if (!desk.data || isRestricted(desk.error))
    return (
      <Pane title={t('dispensing.title')} actions={close}>
        {desk.error ? <ErrorLine error={desk.error} onRetry={() => void desk.refetch()} /> : <SkeletonRows rows={8} />}
      </Pane>
    );
  return (
    <div
      className="mv-pane"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      {chart.data ? <PatientBanner chart={chart.data} actions={close} /> : <AllergiesAtLeast desk={desk.data} actions={close} />}
      <Lines desk={desk.data} scanned={props.scanned} onNext={props.onNext} onClose={props.onClose} />
    </div>
  );
}

function Lines({ desk, scanned, onNext, onClose }: { desk: Desk; scanned: Scanned | null; onNext: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const body = useRef<HTMLDivElement>(null);
  const drafts = useDesk((state) => state.drafts);
  const dispense = useCommand('dispensing.dispense');
  const claim = useCommand('dispensing.claim');
  const [isChecked, setChecked] = useState(false);
  const [result, setResult] = useState<{ handoverId: string; lines: HandedLine[] } | null>(null);
  const [first] = desk.lines;
  const firstId = first?.request.medicationRequestId ?? '';
  const mayGive = can('MedicationDispense.create');
  const draftOf = (line: DeskLine): LineDraft => drafts[line.request.medicationRequestId] ?? emptyDraft;
  const said = useScannedPack(firstId, desk.lines, scanned);

  // who opens it prepares it: the other counter sees that
  const isFree = mayGive && first?.problem === 'none' && first.task.status === 'waiting';
  useEffect(() => {
    if (!isFree) return;
    changeDraft(firstId, { isIn: true });
    void claim.run({ medicationRequestId: firstId });
  }, [firstId, isFree]); // oxlint-disable-line react-hooks/exhaustive-deps -- the command itself changes with each run
  const isOwn = first?.problem === 'none' && (first.task.status === 'ready' || first.task.status === 'owing' || first.task.isMine);
  useEffect(() => {
    if (isOwn && useDesk.getState().drafts[firstId] === undefined) changeDraft(firstId, { isIn: true });
  }, [firstId, isOwn]);

  const isOthers = (line: DeskLine) => line.task.status === 'preparing' && !line.task.isMine;
  const going = desk.lines.filter((line) => line.problem === 'none' && line.owed > 0 && draftOf(line).isIn && !isOthers(line));
  const give = async () => {
    setChecked(true);
    const isWrong = going.some((line) => problemOf(line, draftOf(line), false) !== null);
    if (going.length === 0 || isWrong) return focusFirstError(body.current);
    const answer = await dispense.run({ lines: going.map((line) => toInput(line, draftOf(line))) });
    if (!answer) return focusFirstError(body.current);
    notifyDone(t('dispensing.result.done', { count: answer.lines.length }));
    setResult({
      handoverId: answer.handoverId,
      lines: answer.lines.map((line, at) => {
        const asked = going[at];
        const draft = asked ? draftOf(asked) : emptyDraft;
        return {
          medicine: draft.substitute?.name ?? asked?.request.medicine ?? '',
          unit: draft.substitute?.unit ?? asked?.request.unit ?? '',
          handed: line.handed,
          lots: line.picks.map((pick) => pick.lotNumber),
          stillOwed: line.stillOwed,
          askedUnit: asked?.request.unit ?? '',
        };
      }),
    });
    forgetDrafts(going.map((line) => line.request.medicationRequestId));
    setChecked(false);
  };
  return (
    <Pane
      label={t('dispensing.title')}
      foot={
        <DeskActions
          desk={desk}
          going={going}
          mayGive={mayGive}
          isRunning={dispense.isRunning}
          onGive={() => void give()}
          onLeave={onClose}
        />
      }
    >
      <div
        ref={body}
        className="mv-stack"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void give();
        }}
      >
        {result && <HandoverResult {...result} onNext={onNext} />}
        {said && (
          <Notice tone={said.tone} isLive title={said.title}>
            {said.text}
          </Notice>
        )}
        <ErrorLine error={dispense.error} />
        {desk.lines
          .filter((line) => !result || line.owed > 0)
          .map((line) => (
            <LineCard
              key={line.request.medicationRequestId}
              line={line}
              draft={draftOf(line)}
              currency={desk.currency}
              isChecked={isChecked}
              hasFocus={line === first && !result}
            />
          ))}
        {!mayGive && <Notice tone="grey">{t('prescriptions.dispense.noPermission')}</Notice>}
        {first && first.dispenses.length > 0 && <DispenseHistory dispenses={first.dispenses} currency={desk.currency} />}
      </div>
    </Pane>
  );
}

function toInput(line: DeskLine, draft: LineDraft) {
  const quantity = wantedOf(line, draft);
  const { substitute } = draft;
  const price = substitute ? substitute.price : line.price;
  const handed = substitute ? (quantity * substitute.units) / substitute.per : quantity;
  return {
    medicationRequestId: line.request.medicationRequestId,
    quantity,
    dispensedBefore: line.request.dispensed,
    owe: quantity < line.owed && draft.isOwed,
    counselled: [...draft.counselled],
    ...(draft.lotId !== null && !substitute ? { lotId: draft.lotId } : {}),
    ...(draft.lotReason.trim().length >= 3 ? { overrideReason: draft.lotReason.trim() } : {}),
    ...(draft.safetyReason.trim().length >= 3 ? { safetyReason: draft.safetyReason.trim() } : {}),
    ...(draft.mark === 'none' ? {} : { payment: { mark: draft.mark, amount: price === null ? 0 : price * handed } }),
    ...(substitute
      ? {
          substitute: {
            itemId: substitute.itemId,
            reason: draft.substituteReason.trim(),
            ...(substitute.directions === null ? { directions: draft.directions.trim() } : {}),
          },
        }
      : {}),
  };
}

/** Until the whole record is here, or for who may not read it: the allergies that came with the prescription. */
function AllergiesAtLeast({ desk, actions }: { desk: Desk; actions: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { patient, allergies } = desk;
  const hasAllergies = allergies.length > 0;
  return (
    <section className="mv-patient" aria-label={t('prescriptions.allergy.label')}>
      <div className="mv-allergies" data-state={hasAllergies ? 'recorded' : 'not-asked'}>
        <strong>
          {patient.isRestricted
            ? t('prescriptions.allergy.restricted')
            : hasAllergies
              ? t('prescriptions.allergy.list', { list: allergies.join(', ') })
              : t('prescriptions.allergy.unknown')}
        </strong>
      </div>
      <div className="mv-patient-who">
        <div className="mv-patient-name">
          <h1>{patient.displayName}</h1>
          <div className="mv-patient-facts">
            <span>{format.age(patient.birthDate, patient.birthDatePrecision)}</span>
            <span className="mv-number">{patient.number}</span>
          </div>
        </div>
        <div className="mv-patient-actions">{actions}</div>
      </div>
    </section>
  );
}
