import { ActionIcon, Anchor } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, notifyDone, Pane, SkeletonRows, Tag } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';
import { PatientBanner } from '../patients/PatientBanner.tsx';
import { isRestricted } from '../visibility/isRestricted.ts';
import { CounterSafety } from './CounterSafety.tsx';
import { DispenseForm } from './DispenseForm.tsx';
import { DispenseResult, type Dispensed } from './DispenseResult.tsx';
import { PrintButton } from './PrintButton.tsx';

type Whole = Output<'prescriptions.get'>;

/** One prescription at the counter: whose it is and what they must not get, what is owed, which lots, and the hand-over. */
export function DispensePane(props: { medicationRequestId: string; onClose: () => void; onNext: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const { medicationRequestId } = props;
  const whole = useQuery('prescriptions.get', { medicationRequestId });
  const [result, setResult] = useState<Dispensed | null>(null);
  const patientId = whole.data?.request.patient.patientId ?? '';
  const isVeiled = whole.data?.request.patient.isRestricted === true;
  const chart = useQuery('patients.chart', { patientId }, { enabled: patientId !== '' && !isVeiled && can('Patient.read') });
  const close = (
    <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={props.onClose}>
      <X size={16} aria-hidden="true" />
    </ActionIcon>
  );
  if (!whole.data || isRestricted(whole.error))
    return (
      <Pane title={t('prescriptions.pane.label')} actions={close}>
        {whole.error ? <ErrorLine error={whole.error} onRetry={() => void whole.refetch()} /> : <SkeletonRows rows={8} />}
      </Pane>
    );
  const { request, dispenses } = whole.data;
  const isOpen = request.status === 'active' && request.quantity > request.dispensed;
  return (
    <div
      className="mv-pane"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      {chart.data ? <PatientBanner chart={chart.data} actions={close} /> : <AllergiesAtLeast whole={whole.data} actions={close} />}
      <Pane label={t('prescriptions.pane.label')} foot={<PaneActions whole={whole.data} isOpen={isOpen} />}>
        <div className="mv-stack">
          <RequestHead request={request} />
          {isOpen && <CounterSafety whole={whole.data} />}
          {result && <DispenseResult result={result} unit={request.unit} onNext={props.onNext} onClose={props.onClose} />}
          {isOpen ? (
            <DispenseForm key={request.dispensed} whole={whole.data} hasFocus={!result} onDone={setResult} onCancel={props.onClose} />
          ) : (
            !result && (
              <Tag>{t('prescriptions.dispense.notActive', { status: t(`prescriptions.status.${request.status}`).toLowerCase() })}</Tag>
            )
          )}
          {dispenses.length > 0 && <History dispenses={dispenses} unit={request.unit} />}
        </div>
      </Pane>
    </div>
  );
}

function RequestHead({ request }: { request: Whole['request'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const hasRunOut = request.validUntil < format.today;
  return (
    <div className="mv-rx-head">
      <p className="mv-rx-medicine">{request.medicine}</p>
      <p className="mv-rx-directions">{request.directions}</p>
      <div className="mv-rx-meta">
        <span>{request.number}</span>
        <span>{t('prescriptions.pane.by', { name: request.prescriberName, when: format.instant(request.authoredAt) })}</span>
        <span>
          {t('prescriptions.pane.validUntil')} {format.day(request.validUntil)}{' '}
          {hasRunOut && <Tag tone="red">{t('prescriptions.pane.runOut')}</Tag>}
        </span>
        <span>
          {t('prescriptions.pane.given', {
            given: format.number(request.dispensed),
            quantity: units.count(request.quantity, request.unit),
          })}
        </span>
      </div>
    </div>
  );
}

/** Until the whole record is here, or for who may not read it: the allergies that came with the prescription. */
function AllergiesAtLeast({ whole, actions }: { whole: Whole; actions: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { patient } = whole.request;
  const hasAllergies = whole.allergies.length > 0;
  return (
    <section className="mv-patient" aria-label={t('prescriptions.allergy.label')}>
      <div className="mv-allergies" data-state={hasAllergies ? 'recorded' : 'not-asked'}>
        <strong>
          {patient.isRestricted
            ? t('prescriptions.allergy.restricted')
            : hasAllergies
              ? t('prescriptions.allergy.list', { list: whole.allergies.join(', ') })
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

function PaneActions({ whole, isOpen }: { whole: Whole; isOpen: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const stop = useCommand('prescriptions.stop');
  const { medicationRequestId, number, medicine, patient } = whole.request;
  const stopNow = async (reason: string) => {
    if (await stop.run({ medicationRequestId, reason })) notifyDone(t('prescriptions.pane.stopped', { number }));
  };
  return (
    <>
      {!patient.isRestricted && <PrintButton medicationRequestId={medicationRequestId} />}
      {isOpen && !patient.isRestricted && can('MedicationRequest.update') && (
        <ConfirmButton
          label={t('prescriptions.pane.stop')}
          title={t('prescriptions.pane.stopTitle')}
          consequence={t('prescriptions.pane.stopText', { medicine, number })}
          confirmLabel={t('prescriptions.pane.stopConfirm', { number })}
          reasonLabel={t('prescriptions.pane.stopReason')}
          isDanger
          onConfirm={stopNow}
        />
      )}
      {!patient.isRestricted && can('Patient.read') && (
        <Anchor component="button" type="button" size="sm" onClick={() => navigate(`/patients/${patient.patientId}`)}>
          {t('prescriptions.pane.openPatient')}
        </Anchor>
      )}
      <ErrorLine error={stop.error} />
    </>
  );
}

function History({ dispenses, unit }: { dispenses: Whole['dispenses']; unit: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  return (
    <Card title={t('prescriptions.pane.history')}>
      <SmallTable
        label={t('prescriptions.pane.history')}
        rows={dispenses}
        rowId={(one) => one.id}
        columns={[
          { key: 'when', head: t('inventory.movement.when'), cell: (one) => format.instant(one.whenHandedOver) },
          { key: 'quantity', head: t('prescriptions.pane.quantity'), isNumeric: true, cell: (one) => units.count(one.quantity, unit) },
          { key: 'by', head: t('inventory.movement.by'), cell: (one) => one.performerName },
        ]}
      />
    </Card>
  );
}
