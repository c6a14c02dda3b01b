import { Button, MultiSelect, TextInput } from '@mantine/core';
import { Building2, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import {
  type Column,
  ConfirmButton,
  DataTable,
  EditConflict,
  EmptyState,
  ErrorLine,
  Form,
  FormActions,
  notifyDone,
  Page,
  Pane,
  TwoPane,
} from '../../ui/index.ts';
import { useSettingEditors } from '../configuration/useSettingEditors.ts';
import { DeskTabs } from '../accounts/DeskTabs.tsx';

type Department = Output<'departments.list'>['departments'][number];

/** Departments and who belongs to them: a sensitive record opens for the members of those that it names. */
export default function DepartmentsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { data, error, refetch } = useQuery('departments.list', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const department = data?.departments.find((one) => one.departmentId === chosen);
  const columns = useMemo(
    (): readonly Column<Department>[] => [
      { key: 'name', head: t('visibility.departments.name'), text: (row) => row.name, cell: (row) => row.name },
      {
        key: 'members',
        head: t('visibility.departments.members'),
        width: '120px',
        isNumeric: true,
        cell: (row) => format.number(row.memberIds.length),
      },
    ],
    [t, format],
  );
  return (
    <Page
      title={t('accounts.title')}
      sub={<DeskTabs here="departments" />}
      actions={
        can('UserAccount.update') && (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} variant="default" onClick={() => setChosen('new')}>
            {t('visibility.departments.add')}
          </Button>
        )
      }
    >
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <TwoPane
        listWidth={chosen ? '50%' : '100%'}
        list={
          <DataTable
            label={t('visibility.departments.title')}
            rows={data?.departments}
            rowId={(row) => row.departmentId}
            columns={columns}
            onOpen={(row) => setChosen(row.departmentId)}
            selectedId={chosen}
            empty={<EmptyState icon={Building2} title={t('visibility.departments.empty')} text={t('visibility.departments.emptyText')} />}
            autoFocus
          />
        }
      >
        {chosen === 'new' && <AddPane onDone={setChosen} />}
        {department && <MembersPane key={department.departmentId} department={department} onClose={() => setChosen(null)} />}
      </TwoPane>
    </Page>
  );
}

function AddPane({ onDone }: { onDone: (departmentId: string | null) => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('departments.add');
  const [name, setName] = useState('');
  const save = async () => {
    if (name.trim().length < 2) return;
    const answer = await run({ name: name.trim() });
    if (answer) onDone(answer.departmentId);
  };
  return (
    <Pane title={t('visibility.departments.add')}>
      <Form isShort label={t('visibility.departments.add')} onSubmit={() => void save()} onCancel={() => onDone(null)}>
        <TextInput
          label={t('visibility.departments.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          withAsterisk
          autoFocus
        />
        <FormActions
          save={t('visibility.departments.add')}
          isDisabled={name.trim().length < 2}
          error={error}
          isRunning={isRunning}
          onCancel={() => onDone(null)}
        />
      </Form>
    </Pane>
  );
}

function MembersPane({ department, onClose }: { department: Department; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const accounts = useQuery('accounts.list', {}).data?.accounts ?? [];
  const { run, error, isRunning, reset } = useCommand('departments.amend');
  const { departmentId } = department;
  const saved = { version: department.version, values: { name: department.name, members: department.memberIds.toSorted().join(', ') } };
  const edit = useSharedEdit(saved);
  const { values, set, behind } = edit;
  const editors = useSettingEditors('department', department.name, behind);
  const memberIds = values.members === '' ? [] : values.members.split(', ');
  const mayChange = can('UserAccount.update');
  const nameOf = (userId: string) => accounts.find((one) => one.userId === userId)?.displayName ?? userId;
  const goOnWith = (next: typeof values) => {
    edit.goOnWith(next);
    reset();
  };
  const save = async () => {
    if (!(await run({ departmentId, version: edit.base.version, name: values.name.trim(), memberIds }))) return;
    notifyDone(t('visibility.departments.saved'));
    onClose();
  };
  return (
    <Pane
      title={department.name}
      actions={mayChange && department.memberIds.length === 0 && <RemoveButton department={department} onDone={onClose} />}
    >
      <Form label={department.name} onSubmit={() => void save()} onCancel={onClose}>
        <TextInput
          label={t('visibility.departments.name')}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          disabled={!mayChange}
          withAsterisk
        />
        <MultiSelect
          label={t('visibility.departments.members')}
          data={accounts.map((one) => ({ value: one.userId, label: one.displayName }))}
          value={memberIds}
          onChange={(chosen) => set({ members: chosen.toSorted().join(', ') })}
          disabled={!mayChange}
          searchable
        />
        {behind > 0 && !isRunning && (
          <EditConflict
            editors={editors}
            base={edit.base.values}
            theirs={saved.values}
            mine={values}
            label={(field) => t(`visibility.departments.${field}`)}
            say={(field, value) => (field === 'members' ? value.split(', ').map(nameOf).join(', ') : value)}
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions
          save={t('visibility.departments.save')}
          canSave={mayChange}
          error={error?.code === 'version.conflict' && behind > 0 ? null : error}
          isRunning={isRunning}
          onCancel={onClose}
        />
      </Form>
    </Pane>
  );
}

function RemoveButton({ department, onDone }: { department: Department; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error } = useCommand('departments.remove');
  const { departmentId, version, name } = department;
  return (
    <>
      <ErrorLine error={error} />
      <ConfirmButton
        label={t('visibility.departments.remove')}
        title={t('visibility.departments.removeTitle', { name })}
        consequence={t('visibility.departments.removeText')}
        confirmLabel={t('visibility.departments.remove')}
        reasonLabel={t('visibility.departments.removeWhy')}
        isDanger
        onConfirm={async (reason) => {
          if (!(await run({ departmentId, version, reason }))) return;
          notifyDone(t('visibility.departments.removed', { name }));
          onDone();
        }}
      />
    </>
  );
}
