import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { call, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Page, SearchPicker } from '../../ui/index.ts';
import { usePatientOption } from '../patients/person.ts';
import { MedicinePicker } from '../prescriptions/MedicinePicker.tsx';
import { DoseByRule, useFigures } from './DoseCalculator.tsx';
import './dosing.css';
import { FiguresFields } from './FiguresFields.tsx';
import { FluidsPanel } from './FluidsPanel.tsx';
import { InfusionPanel } from './InfusionPanel.tsx';

const tabs = ['dose', 'infusion', 'fluids'] as const;
type Tab = (typeof tabs)[number];

/** For any patient, or with bare figures; nothing is kept. */
export default function DoseCalculatorScreen() {
  const { patientId } = useParams();
  return <OpenCalculator key={patientId} patientId={patientId} />;
}

function OpenCalculator({ patientId }: { patientId: string | undefined }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const can = useCan();
  const toOption = usePatientOption();
  const [tab, setTab] = useState<Tab>('dose');
  const [medicine, setMedicine] = useState('');
  const [typedMedicine, setTypedMedicine] = useState('');
  const figures = useFigures(patientId ?? null);
  const chosen = useQuery('patients.chart', { patientId: patientId ?? '' }, { enabled: patientId !== undefined && can('Patient.read') })
    .data?.patient;
  return (
    <Page
      title={t('dosing.title')}
      sub={t('dosing.sub')}
      isScrolling
      actions={
        <SegmentedControl
          aria-label={t('dosing.title')}
          data={tabs.map((value) => ({ value, label: t(`dosing.tab.${value}`) }))}
          value={tab}
          onChange={(value) => setTab(tabs.find((one) => one === value) ?? 'dose')}
        />
      }
    >
      <div className="mv-dose-screen">
        <Card
          title={chosen?.displayName ?? t('dosing.figures')}
          actions={
            patientId !== undefined && (
              <Button size="compact-sm" variant="default" onClick={() => go('/dose-calculator')}>
                {t('dosing.clearPatient')}
              </Button>
            )
          }
        >
          <div className="mv-dose">
            {patientId === undefined && can('Patient.read') && (
              <SearchPicker<PatientRow>
                label={t('dosing.forWhom')}
                placeholder={t('dosing.forWhomHint')}
                search={async (text) => (await call('patients.search', { text, limit: 8 })).patients}
                toOption={toOption}
                onPick={(patient) => go(`/dose-calculator/${patient.patientId}`)}
              />
            )}
            <ErrorLine error={figures.error} />
            <FiguresFields typed={figures.typed} read={figures.read} known={figures.known} onChange={figures.amend} />
            {tab !== 'fluids' && (
              <div onBlur={() => setMedicine(typedMedicine)}>
                <MedicinePicker
                  text={typedMedicine}
                  onText={setTypedMedicine}
                  onPick={(name) => {
                    setTypedMedicine(name);
                    setMedicine(name);
                  }}
                  description={t('dosing.medicineHint')}
                  error={null}
                  inputRef={null}
                />
              </div>
            )}
          </div>
        </Card>
        <div className="mv-dose-work">
          {tab === 'dose' && <DoseByRule key={medicine} medicine={medicine} itemId={null} read={figures.read} onUse={undefined} />}
          {tab === 'infusion' && <InfusionPanel read={figures.read} medicine={medicine} />}
          {tab === 'fluids' && <FluidsPanel read={figures.read} />}
        </div>
      </div>
    </Page>
  );
}
