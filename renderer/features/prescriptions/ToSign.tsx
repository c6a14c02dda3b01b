import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, SkeletonRows } from '../../ui/index.ts';
import { PatientBanner } from '../patients/PatientBanner.tsx';
import { usePersonWords } from '../patients/person.ts';
import { RestrictedTag } from '../visibility/RestrictedTag.tsx';
import { PrescribePanel } from './PrescribePanel.tsx';

/** On Today: what whoever prescribes has written and not signed, by person. Nobody can hand it out, and its visit may be over. */
export function ToSign() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePersonWords();
  const [open, setOpen] = useState<PatientRow | null>(null);
  const drafts = useQuery('prescriptions.worklist', { status: 'draft' }).data?.requests ?? [];
  const people = [...Map.groupBy(drafts, ({ patient }) => patient.patientId).values()];
  return (
    <>
      {people.length > 0 && (
        <Card
          label={t('prescribing.toSign.title')}
          title={
            <>
              {t('prescribing.toSign.title')}
              <span className="mv-count">{t('prescribing.toSign.count', { count: drafts.length })}</span>
            </>
          }
        >
          <ul className="mv-list">
            {people.map((lines) => {
              const [first] = lines;
              if (!first) return null;
              const { patient, authoredAt } = first;
              return (
                <li key={patient.patientId}>
                  <div className="mv-home-row">
                    <span className="mv-when">{format.instant(authoredAt)}</span>
                    <span className="mv-strong">{patient.displayName}</span>
                    <span className="mv-muted">{words.short(patient)}</span>
                    <span className="mv-grow mv-to-sign">{lines.map(({ medicine }) => medicine).join(', ')}</span>
                    {patient.isRestricted ? (
                      <RestrictedTag person={patient} />
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('prescribing.toSign.openLabel', { name: patient.displayName })}
                        onClick={() => setOpen(patient)}
                      >
                        {t('prescribing.toSign.open')}
                      </Button>
                    )}
                  </div>
                </li>
              );
            })}
          </ul>
        </Card>
      )}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        size={900}
        title={open && t('prescribing.toSign.of', { name: open.displayName })}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {open && <OneSheet patientId={open.patientId} />}
      </Modal>
    </>
  );
}

/** With what must not be given on top, as on every screen of a person. */
function OneSheet({ patientId }: { patientId: string }) {
  const chart = useQuery('patients.chart', { patientId });
  return (
    <div className="mv-stack">
      {chart.data ? <PatientBanner chart={chart.data} /> : chart.error ? null : <SkeletonRows rows={2} />}
      <ErrorLine error={chart.error} />
      {chart.data && <PrescribePanel patientId={patientId} encounterId={null} isToSign />}
    </div>
  );
}
