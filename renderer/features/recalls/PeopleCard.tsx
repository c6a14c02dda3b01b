import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RecallPerson, RecallRow } from '../../../preload/contract/recalls.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Form, FormActions, Notice, notifyDone, NumberUnitField, SkeletonRows, Tag } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { useUnits } from '../inventory/words.ts';

const ways = ['phone', 'visit', 'letter', 'not-reached'] as const;

/** Who got it: those whom nobody has reached yet come first. */
export function PeopleCard({ recall }: { recall: RecallRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { recallId } = recall;
  const found = useQuery('recalls.people', { recallId });
  const letters = useCommand('recalls.letters');
  const [told, setTold] = useState<RecallPerson | null>(null);
  const canTell = can('Recall.create') && recall.status === 'open';
  const people = found.data?.people ?? [];
  const exports = (
    <ExportFileMenu
      label={t('recalls.letters.open')}
      formats={[
        { format: 'pdf', label: t('recalls.letters.pdf') },
        { format: 'csv', label: t('recalls.letters.csv') },
      ]}
      make={(format_) => letters.run({ recallId, who: format_ === 'pdf' ? 'not-told' : 'all', format: format_, locale: format.locale })}
      done={({ rows, name }) => t('recalls.letters.done', { count: rows, name })}
      error={letters.error}
      isRunning={letters.isRunning}
    />
  );
  return (
    <Card title={t('recalls.people.title', { count: people.length })} actions={people.length > 0 && can('Recall.create') && exports}>
      <ErrorLine error={found.error} />
      {!found.data && !found.error && <SkeletonRows rows={3} />}
      {found.data && found.data.hidden > 0 && <Notice tone="amber">{t('recalls.people.hidden', { count: found.data.hidden })}</Notice>}
      {found.data && people.length === 0 && found.data.hidden === 0 && <p className="mv-muted">{t('recalls.people.none')}</p>}
      {people.length > 0 && (
        <SmallTable
          label={t('recalls.people.table')}
          rows={people}
          rowId={(person) => person.patient.patientId}
          columns={[
            { key: 'name', head: t('recalls.people.name'), isWide: true, cell: ({ patient }) => (can('Patient.read') ? <Link href={`/patients/${patient.patientId}`}>{patient.displayName}</Link> : patient.displayName) },
            { key: 'reach', head: t('recalls.people.reach'), cell: ({ patient }) => [patient.phone, patient.village].filter(Boolean).join(' · ') },
            { key: 'quantity', head: t('recalls.people.quantity'), isNumeric: true, cell: ({ quantity }) => format.number(quantity) },
            { key: 'lots', head: t('recalls.people.lots'), cell: ({ lotNumbers }) => lotNumbers.join(', ') },
            { key: 'given', head: t('recalls.people.given'), cell: ({ lastGivenOn }) => format.day(lastGivenOn) },
            { key: 'told', head: t('recalls.people.told'), cell: (person) => <Told person={person} /> },
            ...(canTell
              ? [
                  {
                    key: 'act',
                    head: '',
                    isNumeric: true,
                    cell: (person: RecallPerson) => (
                      <Button size="compact-xs" variant="default" aria-label={t('recalls.people.tellPerson', { name: person.patient.displayName })} onClick={() => setTold(person)}>
                        {t('recalls.people.tell')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {told && <ToldDialog key={told.patient.patientId} recall={recall} person={told} onDone={() => setTold(null)} />}
    </Card>
  );
} // prettier-ignore

function Told({ person }: { person: RecallPerson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reached = person.contacts.find(({ how }) => how !== 'not-reached');
  const [last] = person.contacts;
  if (reached)
    return <Tag tone="green">{t('recalls.people.toldOn', { how: t(`recalls.how.${reached.how}`), day: format.dayOf(reached.at) })}</Tag>;
  return <Tag tone="amber">{last ? t('recalls.people.tried', { count: person.contacts.length }) : t('recalls.people.notTold')}</Tag>;
}

function ToldDialog({ recall, person, onDone }: { recall: RecallRow; person: RecallPerson; onDone: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const note = useCommand('recalls.noteContact');
  const [how, setHow] = useState<(typeof ways)[number]>('phone');
  const [broughtBack, setBroughtBack] = useState<number | null>(null);
  const [text, setText] = useState('');
  const save = async () => {
    const done = await note.run({ recallId: recall.recallId, patientId: person.patient.patientId, how, broughtBack: broughtBack ?? 0, note: text.trim() });
    if (!done) return;
    notifyDone(t('recalls.people.noted'));
    onDone();
  };
  return (
    <Modal opened onClose={onDone} title={t('recalls.people.tellPerson', { name: person.patient.displayName })} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form onSubmit={() => void save()} onCancel={onDone}>
        <Select label={t('recalls.people.how')} data={ways.map((value) => ({ value, label: t(`recalls.how.${value}`) }))} value={how} onChange={(next) => setHow(ways.find((one) => one === next) ?? 'phone')} allowDeselect={false} data-autofocus />
        <NumberUnitField label={t('recalls.people.broughtBack')} description={t('recalls.people.broughtBackHint')} unit={units.many(recall.unit)} value={broughtBack} onChange={setBroughtBack} min={0} max={person.quantity} />
        <TextInput label={t('recalls.people.note')} description={t('ui.optional')} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={200} />
        <FormActions save={t('recalls.people.save')} isRunning={note.isRunning} error={note.error} onCancel={onDone} />
      </Form>
    </Modal>
  );
} // prettier-ignore
