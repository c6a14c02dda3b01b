import { ActionIcon, Button } from '@mantine/core';
import { Printer, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { BlobRef } from '../../../preload/contract/common.ts';
import type { LabOrder } from '../../../preload/contract/laboratory.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Facts, Pane } from '../../ui/Page.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { PdfDialog } from '../documents/PdfDialog.tsx';
import { usePersonWords } from '../patients/person.ts';
import { ResultsForm } from './ResultsForm.tsx';

/** One order at the bench: whose specimen it is stands on top, then its label, then its results. */
export function OrderPane({ order, onClose }: { order: LabOrder; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const words = usePersonWords();
  const [, navigate] = useLocation();
  const collect = useCommand('laboratory.collect');
  const label = useCommand('laboratory.printLabel');
  const revoke = useCommand('laboratory.revoke');
  const [shown, setShown] = useState<BlobRef | null>(null);
  const { serviceRequestId, version, patient } = order;
  const isOpen = order.status === 'active';
  const hasResults = order.tests.some(({ result }) => result !== null);
  return (
    <Pane
      label={t('laboratory.pane.label', { number: order.number })}
      title={
        <div>
          <h2>{patient.displayName}</h2>
          <small className="mv-muted">
            {words.long(patient)} · {patient.number}
          </small>
        </div>
      }
      actions={
        <>
          {can('Patient.read') && (
            <Button size="compact-sm" variant="default" onClick={() => navigate(`/patients/${patient.patientId}`)}>
              {t('laboratory.pane.chart')}
            </Button>
          )}
          <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
            <X size={17} />
          </ActionIcon>
        </>
      }
    >
      <div className="mv-stack mv-pad">
        <Facts
          facts={[
            [t('laboratory.pane.specimen'), <strong key="number">{order.number}</strong>],
            [t('laboratory.pane.orderedBy'), `${order.requesterName}, ${format.instant(order.authoredAt)}`],
            [t('laboratory.pane.collected'), order.collectedAt ? format.instant(order.collectedAt) : t('laboratory.state.ordered')],
            ...(order.note === '' ? [] : [[t('laboratory.pane.note'), order.note] as const]),
          ]}
        />
        {can('ServiceRequest.update') && (
          <div className="mv-actions">
            {isOpen && order.collectedAt === null && (
              <Button
                loading={collect.isRunning}
                onClick={async () => {
                  if (await collect.run({ serviceRequestId, version })) notifyDone(t('laboratory.pane.collectDone'));
                }}
              >
                {t('laboratory.pane.collect')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<Printer size={14} aria-hidden="true" />}
              loading={label.isRunning}
              onClick={async () => setShown((await label.run({ serviceRequestId, locale: format.locale })) ?? null)}
            >
              {t('laboratory.pane.printLabel')}
            </Button>
            {isOpen && !hasResults && can('ServiceRequest.create') && (
              <ConfirmButton
                label={t('laboratory.revoke.button')}
                title={t('laboratory.revoke.title')}
                consequence={t('laboratory.revoke.text')}
                reasonLabel={t('laboratory.revoke.reason')}
                confirmLabel={t('laboratory.revoke.confirm')}
                isDanger
                onConfirm={async (reason) => {
                  if (await revoke.run({ serviceRequestId, version, reason })) onClose();
                }}
              />
            )}
          </div>
        )}
        <ErrorLine error={collect.error ?? label.error ?? revoke.error} />
        <ResultsForm order={order} />
      </div>
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </Pane>
  );
}
