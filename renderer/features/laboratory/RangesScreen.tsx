import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { FlaskConical, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { type LabPanelSetting, presenceUnit } from '../../../preload/contract/laboratory.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, Pane, Tag, TwoPane } from '../../ui/index.ts';
import { shortTest } from './labWords.tsx';
import { PanelForm } from './PanelForm.tsx';
import { TestRanges } from './TestRanges.tsx';

export type RangedTest = Output<'laboratory.ranges'>['tests'][number];

/** What results are held against here, and which tests are asked for together. */
export default function RangesScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const [show, setShow] = useState<'tests' | 'panels'>('tests');
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery('laboratory.ranges', {});
  return (
    <Page
      title={t('laboratory.ranges.title')}
      sub={t('laboratory.ranges.hint')}
      actions={
        <>
          <TextInput
            aria-label={t(show === 'tests' ? 'laboratory.ranges.find' : 'laboratory.ranges.findPanel')}
            placeholder={t(show === 'tests' ? 'laboratory.ranges.find' : 'laboratory.ranges.findPanel')}
            leftSection={<Search size={15} aria-hidden="true" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t('laboratory.ranges.showing')}
            value={show}
            onChange={(next) => setShow(next as typeof show)}
            data={(['tests', 'panels'] as const).map((value) => ({ value, label: t(`laboratory.ranges.show.${value}`) }))}
          />
          {can('Configuration.read') && (
            <Button variant="default" onClick={() => navigate('/settings-history')}>
              {t('laboratory.ranges.history')}
            </Button>
          )}
          {can('ServiceRequest.read') && (
            <Button variant="default" onClick={() => navigate('/laboratory')}>
              {t('laboratory.ranges.back')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={error} onRetry={() => void refetch()} />
      {show === 'tests' ? (
        <Tests tests={data?.tests} text={text} />
      ) : (
        <Panels panels={data?.panels} tests={data?.tests ?? []} text={text} />
      )}
    </Page>
  );
}

const holds = (name: string, text: string) => {
  const words = text.toLowerCase().split(/\s+/);
  return words.every((word) => name.toLowerCase().includes(word));
};

/** Those with a range first; what is read by eye has none. */
const inOrder = (tests: readonly RangedTest[] | undefined) =>
  tests?.toSorted((a, b) => Number(a.unit === presenceUnit) - Number(b.unit === presenceUnit) || a.name.localeCompare(b.name));

function Tests({ tests, text }: { tests: readonly RangedTest[] | undefined; text: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosenId, setChosen] = useState<string | null>(null);
  const rows = useMemo(() => inOrder(tests?.filter(({ name, loinc }) => holds(name, text) || loinc === text.trim())), [tests, text]);
  const chosen = tests?.find(({ loinc }) => loinc === chosenId);
  const columns = useMemo(
    (): readonly Column<RangedTest>[] => [
      { key: 'test', head: t('laboratory.ranges.columns.test'), width: 'minmax(180px, 3fr)', text: (row) => row.name, cell: (row) => shortTest(row.name) },
      { key: 'unit', head: t('laboratory.ranges.columns.unit'), width: '110px', cell: (row) => (row.unit.startsWith('{') ? '' : row.unit) },
      {
        key: 'own',
        head: t('laboratory.ranges.columns.own'),
        width: '84px',
        isNumeric: true,
        cell: (row) => row.own.length > 0 && <Tag tone="blue" isPlain>{format.number(row.own.length)}</Tag>,
      },
      { key: 'shipped', head: t('laboratory.ranges.columns.shipped'), width: '84px', isNumeric: true, cell: (row) => format.number(row.shipped.length) },
    ], // prettier-ignore
    [t, format],
  );
  return (
    <TwoPane
      listWidth={chosen ? '42%' : '100%'}
      list={
        <DataTable<RangedTest>
          label={t('laboratory.ranges.list')}
          rows={rows}
          rowId={(row) => row.loinc}
          columns={columns}
          selectedId={chosenId}
          onOpen={(row) => setChosen(row.loinc)}
          empty={<EmptyState icon={FlaskConical} title={t('laboratory.ranges.none')} />}
          autoFocus
        />
      }
    >
      {chosen && (
        <Pane title={shortTest(chosen.name)}>
          <TestRanges key={chosen.loinc} test={chosen} />
        </Pane>
      )}
    </TwoPane>
  );
}

function Panels(props: { panels: readonly LabPanelSetting[] | undefined; tests: readonly RangedTest[]; text: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const [chosenCode, setChosen] = useState<string | null>(null);
  const isEditor = can('ObservationDefinition.update');
  const nameOf = useMemo(() => new Map(props.tests.map(({ loinc, name }) => [loinc, shortTest(name)])), [props.tests]);
  const rows = useMemo(() => props.panels?.filter(({ name }) => holds(name, props.text)), [props.panels, props.text]);
  const chosen = chosenCode === '' ? null : props.panels?.find(({ code }) => code === chosenCode);
  const columns = useMemo(
    (): readonly Column<LabPanelSetting>[] => [
      { key: 'name', head: t('laboratory.ranges.panel'), width: 'minmax(160px, 1fr)', text: (row) => row.name, cell: (row) => row.name },
      {
        key: 'tests',
        head: t('laboratory.ranges.panelTests'),
        width: 'minmax(200px, 3fr)',
        cell: (row) => row.loincs.map((loinc) => nameOf.get(loinc) ?? loinc).join(', '),
      },
      {
        key: 'own',
        head: '',
        width: '120px',
        cell: (row) =>
          row.isActive ? row.isOwn && <Tag tone="blue" isPlain>{t('laboratory.ranges.panelOwn')}</Tag> : <Tag tone="grey" isPlain>{t('laboratory.ranges.panelOff')}</Tag>,
      },
    ], // prettier-ignore
    [t, nameOf],
  );
  const isOpen = isEditor && (chosenCode === '' || chosen);
  return (
    <>
      {isEditor && (
        <div className="mv-actions">
          <Button size="compact-sm" onClick={() => setChosen('')}>
            {t('laboratory.ranges.panelAdd')}
          </Button>
        </div>
      )}
      <TwoPane
        listWidth={isOpen ? '55%' : '100%'}
        list={
          <DataTable<LabPanelSetting>
            label={t('laboratory.ranges.panels')}
            rows={rows}
            rowId={(row) => row.code}
            columns={columns}
            selectedId={chosenCode}
            tone={(row) => (row.isActive ? undefined : 'muted')}
            {...(isEditor && { onOpen: (row: LabPanelSetting) => setChosen(row.code) })}
            empty={<EmptyState icon={FlaskConical} title={t('laboratory.ranges.panelNone')} />}
            autoFocus
          />
        }
      >
        {isOpen && <PanelForm key={`${chosenCode} ${chosen?.version}`} panel={chosen ?? null} nameOf={nameOf} onDone={() => setChosen(null)} />}
      </TwoPane>
    </>
  );
} // prettier-ignore
