import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { DeskLine } from '../../../preload/contract/dispensing.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton, ErrorLine, notifyDone } from '../../ui/index.ts';
import { SaveHint } from '../inventory/ReceiveForm.tsx';
import { PrintButton } from '../prescriptions/PrintButton.tsx';
import { changeDraft, emptyDraft, useDesk, wantedOf } from './desk.ts';

/** What can be done with what is open: hand it over, put it aside, owe it, ask, leave it to somebody else. */
export function DeskActions(props: {
  desk: Output<'dispensing.open'>;
  going: readonly DeskLine[];
  mayGive: boolean;
  isRunning: boolean;
  onGive: () => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const drafts = useDesk((state) => state.drafts);
  const { desk, going } = props;
  const [first] = desk.lines;
  const setReady = useCommand('dispensing.setReady');
  const owe = useCommand('dispensing.owe');
  const release = useCommand('dispensing.release');
  const endOwing = useCommand('dispensing.endOwing');
  const ask = useCommand('dispensing.askPrescriber');
  if (!first) return null;
  const { medicationRequestId, medicine, prescriberName } = first.request;
  const isLive = first.problem === 'none' && first.owed > 0 && props.mayGive;
  const isOthers = first.task.status === 'preparing' && !first.task.isMine;
  const canGive = first.proposal.available > 0;
  const putAside = async () => {
    const quantity = wantedOf(first, drafts[medicationRequestId] ?? emptyDraft);
    if (await setReady.run({ medicationRequestId, quantity })) notifyDone(t('dispensing.act.setReadyDone'));
  };
  const writeOwed = async () => {
    if (await owe.run({ medicationRequestId })) notifyDone(t('dispensing.act.oweDone'));
  };
  const giveBack = async () => {
    if (!(await release.run({ medicationRequestId }))) return;
    changeDraft(medicationRequestId, { isIn: false });
    props.onLeave();
  };
  return (
    <div className="mv-desk-foot">
      <ErrorLine error={setReady.error ?? owe.error ?? release.error ?? endOwing.error ?? ask.error} />
      <div className="mv-actions">
        {props.mayGive && desk.lines.some((line) => line.problem === 'none') && (
          <Button loading={props.isRunning} disabled={going.length === 0} onClick={props.onGive}>
            {going.length === 0
              ? t('dispensing.act.nothing')
              : going.length === 1
                ? t('dispensing.act.handOver', { medicine: going[0]?.request.medicine ?? '' })
                : t('dispensing.act.handOverMany', { count: going.length })}
          </Button>
        )}
        {going.length > 0 && <SaveHint />}
      </div>
      <div className="mv-actions">
        {isLive && !isOthers && canGive && first.task.status !== 'ready' && (
          <Button variant="default" size="compact-sm" loading={setReady.isRunning} onClick={() => void putAside()}>
            {t('dispensing.act.setReady')}
          </Button>
        )}
        {isLive && !isOthers && !canGive && first.task.status !== 'owing' && (
          <Button variant="default" size="compact-sm" loading={owe.isRunning} onClick={() => void writeOwed()}>
            {t('dispensing.act.owe')}
          </Button>
        )}
        {isLive && (first.task.isMine || first.task.status === 'ready') && (
          <Button variant="default" size="compact-sm" loading={release.isRunning} onClick={() => void giveBack()}>
            {t('dispensing.act.release')}
          </Button>
        )}
        {isLive && first.task.status === 'owing' && (
          <ConfirmButton
            size="compact-sm"
            label={t('dispensing.act.endOwing')}
            title={t('dispensing.act.endOwingTitle')}
            consequence={t('dispensing.act.endOwingText', { medicine })}
            confirmLabel={t('dispensing.act.endOwing')}
            reasonLabel={t('dispensing.act.endOwingReason')}
            isDanger
            onConfirm={(reason) => endOwing.run({ medicationRequestId, reason })}
          />
        )}
        {props.mayGive && first.request.status !== 'completed' && (
          <ConfirmButton
            size="compact-sm"
            label={t('dispensing.act.ask')}
            title={t('dispensing.act.askTitle', { name: prescriberName })}
            consequence={t('dispensing.act.askText')}
            confirmLabel={t('dispensing.act.ask')}
            reasonLabel={t('dispensing.act.askReason')}
            onConfirm={async (question) => {
              if (await ask.run({ medicationRequestId, question })) notifyDone(t('dispensing.act.askDone'));
            }}
          />
        )}
        {!desk.patient.isRestricted && <PrintButton medicationRequestId={medicationRequestId} size="compact-sm" />}
        {!desk.patient.isRestricted && can('Patient.read') && (
          <Anchor component="button" type="button" size="sm" onClick={() => navigate(`/patients/${desk.patient.patientId}`)}>
            {t('dispensing.act.openRecord')}
          </Anchor>
        )}
      </div>
    </div>
  );
}
