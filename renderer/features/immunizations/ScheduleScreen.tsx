import { Button, Checkbox, TextInput } from '@mantine/core';
import { CalendarCog } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Page, Pane, TwoPane } from '../../ui/Page.tsx';
import { Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

type Dose = Output<'immunizations.schedule'>['doses'][number];
const idOf = (dose: Dose) => `${dose.series} ${dose.dose}`;
const spanPattern = /^\d{1,3}[dwmy]$/;

/** WHO's schedule, and where this country differs. */
export default function ScheduleScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const schedule = useQuery('immunizations.schedule', {});
  const [chosenId, setChosen] = useState<string | null>(null);
  const chosen = schedule.data?.doses.find((dose) => idOf(dose) === chosenId);
  const isEditor = can('Organization.update');
  const columns = useColumns();
  return (
    <Page
      title={t('immunizations.schedule.title')}
      sub={t('immunizations.schedule.hint')}
      actions={
        can('Immunization.read') && (
          <Button variant="default" onClick={() => navigate('/immunizations')}>
            {t('immunizations.schedule.back')}
          </Button>
        )
      }
    >
      <ErrorLine error={schedule.error} onRetry={() => void schedule.refetch()} />
      <TwoPane
        listWidth={chosen && isEditor ? '62%' : '100%'}
        list={
          <DataTable<Dose>
            label={t('immunizations.schedule.label')}
            rows={schedule.data?.doses}
            rowId={idOf}
            columns={columns}
            selectedId={chosenId}
            tone={(row) => (row.isActive ? undefined : 'muted')}
            {...(isEditor && { onOpen: (row: Dose) => setChosen(idOf(row)) })}
            empty={<EmptyState icon={CalendarCog} title={t('immunizations.schedule.title')} text={t('immunizations.schedule.hint')} />}
            autoFocus
          />
        }
      >
        {chosen && isEditor && <DosePane key={`${chosenId}-${chosen.version}`} dose={chosen} onDone={() => setChosen(null)} />}
      </TwoPane>
    </Page>
  );
}

function useColumns(): readonly Column<Dose>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'series', head: t('immunizations.schedule.series'), width: 'minmax(150px, 2fr)', text: (row) => row.series, cell: (row) => row.series },
      { key: 'dose', head: t('immunizations.schedule.dose'), width: '64px', isNumeric: true, cell: (row) => row.dose },
      { key: 'min', head: t('immunizations.schedule.minAge'), width: '96px', cell: (row) => row.minAge },
      { key: 'due', head: t('immunizations.schedule.dueAge'), width: '96px', cell: (row) => row.dueAge },
      { key: 'interval', head: t('immunizations.schedule.minInterval'), width: '96px', cell: (row) => row.minInterval },
      { key: 'end', head: t('immunizations.schedule.endAge'), width: '96px', cell: (row) => row.endAge },
      { key: 'use', head: t('immunizations.schedule.use'), width: '88px', cell: (row) => t(`immunizations.schedule.${row.isActive ? 'yes' : 'no'}`) },
      { key: 'own', head: '', width: '120px', cell: (row) => row.isOwn && <Tag tone="blue" isPlain>{t('immunizations.schedule.own')}</Tag> },
    ],
    [t],
  );
} // prettier-ignore

function DosePane({ dose, onDone }: { dose: Dose; onDone: () => void }) {
  const { t } = useTranslation();
  const set = useCommand('immunizations.setDose');
  const [ages, setAges] = useState({ minAge: dose.minAge, dueAge: dose.dueAge, minInterval: dose.minInterval, endAge: dose.endAge });
  const [isActive, setActive] = useState(dose.isActive);
  const [isTried, setTried] = useState(false);
  const isWrong = (name: keyof typeof ages) =>
    !spanPattern.test(ages[name]) && (name === 'minAge' || name === 'dueAge' || ages[name] !== '');
  const names = ['minAge', 'dueAge', 'minInterval', 'endAge'] as const;
  const save = async () => {
    setTried(true);
    if (names.some(isWrong)) return;
    if (!(await set.run({ series: dose.series, dose: dose.dose, ...ages, isActive, version: dose.version }))) return;
    notifyDone(t('immunizations.schedule.saved'));
    onDone();
  };
  const field = (name: keyof typeof ages) => (
    <TextInput
      label={t(`immunizations.schedule.${name}`)}
      value={ages[name]}
      onChange={(event) => {
        const text = event.currentTarget.value.trim().toLowerCase();
        setAges((before) => ({ ...before, [name]: text }));
      }}
      error={isTried && isWrong(name) && t('immunizations.schedule.wrong')}
      autoComplete="off"
    />
  );
  return (
    <Pane title={t('immunizations.schedule.edit', { series: dose.series, dose: dose.dose })}>
      <Form label={t('immunizations.schedule.edit', { series: dose.series, dose: dose.dose })} onSubmit={() => void save()} onCancel={onDone}>
        <FormRow>
          {field('minAge')}
          {field('dueAge')}
        </FormRow>
        <FormRow>
          {field('minInterval')}
          {field('endAge')}
        </FormRow>
        <Checkbox label={t('immunizations.schedule.use')} checked={isActive} onChange={(event) => setActive(event.currentTarget.checked)} />
        <FormActions save={t('immunizations.schedule.save')} isRunning={set.isRunning} error={set.error} onCancel={onDone} />
      </Form>
    </Pane>
  );
} // prettier-ignore
