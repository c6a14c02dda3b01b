import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EquipmentRow, EquipmentStep } from '../../../preload/contract/equipment.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, Facts, Form, FormActions, Notice, Tag, ThingPane } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { EquipmentForm } from './EquipmentForm.tsx';
import { statusTones } from './tones.ts';

/** One thing: where it is, whether it works, what was done to it. */
export function EquipmentPane({ equipmentId, onClose }: { equipmentId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const found = useQuery('equipment.get', { equipmentId });
  const [act, setAct] = useState<EquipmentStep | 'maintained' | 'amend' | null>(null);
  if (!found.data)
    return <ThingPane label={t('equipment.title')} closeLabel={t('equipment.close')} onClose={onClose} read={found} />;
  const { equipment, events, steps } = found.data;
  const done = () => setAct(null);
  if (act === 'amend') return <EquipmentForm equipment={equipment} onDone={done} onCancel={done} />;
  const maker = [equipment.manufacturer, equipment.model].filter(Boolean).join(' ');
  return (
    <ThingPane
        label={equipment.name}
        title={
          <div className="mv-title-line">
            <h2>{equipment.name}</h2>
            <Tag tone={statusTones[equipment.status]}>{t(`equipment.status.${equipment.status}`)}</Tag>
          </div>
        }
        closeLabel={t('equipment.close')} onClose={onClose} read={found}
      >
        <div className="mv-stack">
          {equipment.isOverdue && equipment.maintenanceDue !== null && <Notice tone="amber">{t('equipment.overdue', { day: format.day(equipment.maintenanceDue) })}</Notice>}
          <Facts
            facts={[
              [t('equipment.columns.asset'), equipment.assetNumber],
              [t('equipment.columns.category'), equipment.category],
              ...(maker === '' ? [] : [[t('equipment.maker'), maker] as const]),
              ...(equipment.serialNumber === '' ? [] : [[t('equipment.fields.serialNumber'), equipment.serialNumber] as const]),
              [t('equipment.columns.place'), [equipment.place, equipment.departmentName].filter(Boolean).join(' · ') || '–'],
              ...(equipment.loanedTo === '' ? [] : [[t('equipment.loanedTo'), [equipment.loanedTo, equipment.loanUntil && t('equipment.until', { day: format.day(equipment.loanUntil) })].filter(Boolean).join(', ')] as const]),
              [t('equipment.columns.due'), equipment.maintenanceDue === null ? t('equipment.notPlanned') : format.day(equipment.maintenanceDue)],
            ]}
          />
          <div className="mv-actions">
            {steps.map((step) => (
              <Button key={step} variant={step === 'retire' ? 'subtle' : 'default'} {...(step === 'report-fault' ? { color: 'red' } : {})} onClick={() => setAct(step)}>
                {t(`equipment.step.${step}`)}
              </Button>
            ))}
            {can('Equipment.update') && equipment.status !== 'retired' && (
              <>
                <Button variant="default" onClick={() => setAct('maintained')}>
                  {t('equipment.step.maintained')}
                </Button>
                <Button variant="subtle" onClick={() => setAct('amend')}>
                  {t('equipment.amend')}
                </Button>
              </>
            )}
          </div>
          {act !== null && <StepDialog key={act} act={act} equipment={equipment} onDone={done} />}
          <Card title={t('equipment.history')}>
            {events.length === 0 ? (
              <p className="mv-muted">{t('equipment.noHistory')}</p>
            ) : (
              <SmallTable
                label={t('equipment.history')}
                rows={events}
                rowId={(event) => `${event.at} ${event.kind}`}
                columns={[
                  { key: 'on', head: t('equipment.event.on'), cell: (event) => format.day(event.on) },
                  { key: 'kind', head: t('equipment.event.kind'), cell: (event) => t(`equipment.event.kinds.${event.kind as 'fault'}`) },
                  { key: 'note', head: t('equipment.event.note'), isWide: true, cell: (event) => event.note },
                  { key: 'by', head: t('equipment.event.by'), cell: (event) => event.by },
                ]}
              />
            )}
          </Card>
        </div>
    </ThingPane>
  );
} // prettier-ignore

function StepDialog({ act, equipment, onDone }: { act: EquipmentStep | 'maintained'; equipment: EquipmentRow; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const step = useCommand('equipment.step');
  const maintained = useCommand('equipment.maintained');
  const [note, setNote] = useState('');
  const [loanedTo, setLoanedTo] = useState('');
  const [day, setDay] = useState(act === 'maintained' ? format.today : '');
  const [isChecked, setChecked] = useState(false);
  const needsNote = act === 'report-fault' || act === 'retire' || act === 'maintained';
  const isWrong = (needsNote && note.trim().length < 2) || (act === 'lend' && loanedTo.trim() === '');
  const { equipmentId, version } = equipment;
  const save = async () => {
    setChecked(true);
    if (isWrong) return;
    const done =
      act === 'maintained'
        ? await maintained.run({ equipmentId, version, on: day, note: note.trim() })
        : await step.run({ equipmentId, version, step: act, note: note.trim(), loanedTo: loanedTo.trim(), loanUntil: day === '' ? null : day });
    if (done) onDone();
  };
  return (
    <Modal opened onClose={onDone} title={t(`equipment.step.${act}`)} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form onSubmit={() => void save()} onCancel={onDone}>
        {act === 'lend' && <TextInput label={t('equipment.loanedTo')} value={loanedTo} onChange={(event) => setLoanedTo(event.currentTarget.value)} error={isChecked && loanedTo.trim() === '' && t('equipment.need')} data-autofocus withAsterisk />}
        {(act === 'lend' || act === 'maintained') && <TextInput type="date" label={act === 'lend' ? t('equipment.loanUntil') : t('equipment.event.on')} value={day} {...(act === 'maintained' ? { max: format.today } : { min: format.today })} onChange={(event) => setDay(event.currentTarget.value)} />}
        <TextInput label={t(needsNote ? 'equipment.what' : 'equipment.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} error={isChecked && needsNote && note.trim().length < 2 && t('equipment.need')} withAsterisk={needsNote} data-autofocus={act !== 'lend' || undefined} maxLength={200} />
        <FormActions save={t(`equipment.step.${act}`)} isRunning={step.isRunning || maintained.isRunning} error={step.error ?? maintained.error} onCancel={onDone} />
      </Form>
    </Modal>
  );
} // prettier-ignore
