import { Button, Modal, Select, TextInput } from '@mantine/core';
import { BedDouble } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Bed, bedStatuses } from '../../../preload/contract/wards.ts';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { EmptyState, ErrorLine, Form, FormActions, SkeletonRows, StatusDot } from '../../ui/index.ts';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import './wards.css';

const tones = { free: 'green', occupied: 'blue', cleaning: 'amber', closed: 'grey' } as const;

/** All beds by department, free ones seen at once. */
export function BedBoard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const found = useQuery('wards.beds', {}, { everyMs: 60_000 });
  const [open, setOpen] = useState<Bed | 'new' | null>(null);
  const beds = found.data?.beds;
  const departments = [...Map.groupBy(beds ?? [], (bed) => bed.departmentName)];
  return (
    <div className="mv-page-scroll">
      <ErrorLine error={found.error} />
      {!beds && !found.error && <SkeletonRows rows={6} />}
      {beds?.length === 0 && <EmptyState icon={BedDouble} title={t('wards.beds.empty')} text={t('wards.beds.emptyText')} />}
      {departments.map(([name, here]) => (
        <section key={name} className="mv-beds" aria-label={name}>
          <h2>{t('wards.beds.of', { name, free: here.filter(({ status }) => status === 'free').length, all: here.length })}</h2>
          <div>
            {here.map((bed) => (
              <button key={bed.bedId} type="button" className="mv-bed" disabled={!can('Bed.update')} onClick={() => setOpen(bed)}>
                <strong>{bed.name}</strong>
                <StatusDot tone={tones[bed.status]}>{t(`wards.beds.status.${bed.status}`)}</StatusDot>
                <span>{bed.patient?.displayName ?? bed.note}</span>
                <small className="mv-muted">{t('wards.beds.since', { ago: format.ago(bed.since) })}</small>
              </button>
            ))}
          </div>
        </section>
      ))}
      {can('Ward.update') && (
        <Button variant="default" mt={12} onClick={() => setOpen('new')}>
          {t('wards.beds.add')}
        </Button>
      )}
      {open === 'new' && <NewBed onDone={() => setOpen(null)} />}
      {open !== null && open !== 'new' && <BedDialog key={open.bedId} bed={open} onDone={() => setOpen(null)} />}
    </div>
  );
}

function BedDialog({ bed, onDone }: { bed: Bed; onDone: () => void }) {
  const { t } = useTranslation();
  const set = useCommand('wards.setBed');
  const [status, setStatus] = useState(bed.status);
  const [patient, setPatient] = useState<PatientRow | null>(bed.patient);
  const [text, setText] = useState(bed.patient?.displayName ?? '');
  const [note, setNote] = useState(bed.note);
  const save = async () => {
    const patientId = status === 'occupied' ? (patient?.patientId ?? null) : null;
    if (await set.run({ bedId: bed.bedId, version: bed.version, status, patientId, note: note.trim() })) onDone();
  };
  return (
    <Modal opened onClose={onDone} title={t('wards.beds.bed', { name: bed.name })} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form onSubmit={() => void save()} onCancel={onDone}>
        <Select label={t('wards.beds.state')} data={bedStatuses.map((value) => ({ value, label: t(`wards.beds.status.${value}`) }))} value={status} onChange={(next) => setStatus(bedStatuses.find((one) => one === next) ?? 'free')} allowDeselect={false} data-autofocus />
        {status === 'occupied' && (
          <PatientPicker
            label={t('wards.beds.person')}
            placeholder={t('wards.beds.find')}
            onPick={(found) => {
              setPatient(found);
              setText(found.displayName);
            }}
            text={text}
            onText={(next) => {
              setText(next);
              setPatient(null);
            }}
          />
        )}
        <TextInput label={t('wards.beds.note')} description={t('ui.optional')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={200} />
        <FormActions isRunning={set.isRunning} error={set.error} onCancel={onDone} />
      </Form>
    </Modal>
  );
} // prettier-ignore

function NewBed({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const departments = useQuery('departments.list', {});
  const add = useCommand('wards.addBed');
  const [departmentId, setDepartment] = useState<string | null>(null);
  const [name, setName] = useState('');
  const save = async () => {
    if (departmentId !== null && name.trim() !== '' && (await add.run({ departmentId, name: name.trim() }))) onDone();
  };
  return (
    <Modal opened onClose={onDone} title={t('wards.beds.add')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form onSubmit={() => void save()} onCancel={onDone}>
        <Select label={t('wards.columns.department')} description={departments.data?.departments.length === 0 ? t('wards.beds.noDepartment') : undefined} data={(departments.data?.departments ?? []).map((one) => ({ value: one.departmentId, label: one.name }))} value={departmentId} onChange={setDepartment} data-autofocus withAsterisk />
        <TextInput label={t('wards.beds.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={40} withAsterisk />
        <FormActions isDisabled={departmentId === null || name.trim() === ''} isRunning={add.isRunning} error={add.error} onCancel={onDone} />
      </Form>
    </Modal>
  );
} // prettier-ignore
