import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { en } from '../../lib/strings/index.ts';
import { Card, ConfirmButton, ErrorLine, Form, FormActions, notifyDone, Tag } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';

/** Whom this record is kept for, and for those who may: marking it, lifting a mark. */
export function SensitivityCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const roleWords = useRoleWords();
  const { data, error } = useQuery('sensitivity.of', { patientId });
  const lift = useCommand('sensitivity.lift');
  const [isMarking, setMarking] = useState(false);
  const mayChange = can('Patient.restrict');
  if (!data || (data.marks.length === 0 && !mayChange)) return <ErrorLine error={error} />;
  return (
    <Card
      title={t('visibility.mark.title')}
      actions={
        mayChange &&
        !isMarking && (
          <Button size="compact-sm" variant="default" onClick={() => setMarking(true)}>
            {t('visibility.mark.begin')}
          </Button>
        )
      }
    >
      {data.marks.length === 0 && !isMarking && <p className="mv-none">{t('visibility.mark.none')}</p>}
      <ul className="mv-list">
        {data.marks.map((mark) => (
          <li key={mark.markId}>
            <Tag tone="amber">{[...mark.departments, ...mark.roles.map(roleWords)].join(', ')}</Tag> <span>{mark.reason}</span>{' '}
            <span className="mv-muted">{t('visibility.mark.by', { who: mark.setByName, when: format.instant(mark.setAt) })}</span>
            {mayChange && data.sight === 'own' && (
              <ConfirmButton
                size="compact-sm"
                label={t('visibility.mark.lift')}
                title={t('visibility.mark.liftTitle')}
                consequence={t('visibility.mark.liftText')}
                confirmLabel={t('visibility.mark.lift')}
                reasonLabel={t('visibility.mark.reason')}
                onConfirm={(reason) => lift.run({ patientId, markId: mark.markId, reason })}
              />
            )}
          </li>
        ))}
      </ul>
      <ErrorLine error={lift.error} />
      {isMarking && <MarkForm patientId={patientId} onDone={() => setMarking(false)} />}
    </Card>
  );
}

const builtInRoles = Object.keys(en.frame.role);

function MarkForm({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const departments = useQuery('departments.list', {}).data?.departments ?? [];
  const { run, error, isRunning } = useCommand('sensitivity.mark');
  const [departmentIds, setDepartments] = useState<string[]>([]);
  const [roleCodes, setRoles] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const hasNobody = departmentIds.length + roleCodes.length === 0;
  const isShort = reason.trim().length < 3;
  const save = async () => {
    setChecked(true);
    if (hasNobody || isShort) return;
    if (!(await run({ patientId, departmentIds, roleCodes, reason: reason.trim() }))) return;
    notifyDone(t('visibility.mark.done'));
    onDone();
  };
  return (
    <Form label={t('visibility.mark.begin')} onSubmit={() => void save()} onCancel={onDone}>
      <p>{t('visibility.mark.text')}</p>
      <MultiSelect
        label={t('visibility.mark.departments')}
        data={departments.map(({ departmentId, name }) => ({ value: departmentId, label: name }))}
        value={departmentIds}
        onChange={setDepartments}
        error={isChecked && hasNobody ? t('visibility.mark.nobody') : null}
      />
      <MultiSelect
        label={t('visibility.mark.roles')}
        data={builtInRoles.map((value) => ({ value, label: roleWords(value) }))}
        value={roleCodes}
        onChange={setRoles}
      />
      <TextInput
        label={t('visibility.mark.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={isChecked && isShort ? t('visibility.mark.reasonShort') : null}
        withAsterisk
      />
      <FormActions save={t('visibility.mark.save')} error={error} isRunning={isRunning} onCancel={onDone} />
    </Form>
  );
}
