import { Button, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LabTest } from '../../../preload/contract/laboratory.ts';
import { call, useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions } from '../../ui/Form.tsx';
import { Card } from '../../ui/Page.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { InterpretationTag, shortTest, useResultWords } from './labWords.tsx';

type Found = { key: string; name: string; detail: string; tests: readonly Pick<LabTest, 'loinc' | 'name'>[] };

/** What is asked of the laboratory at this visit, and what came back. */
export function OrderCard({ encounterId }: { encounterId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useResultWords();
  const { data, error } = useQuery('laboratory.ofEncounter', { encounterId });
  return (
    <Card title={t('laboratory.order.title')}>
      <div className="mv-stack">
        {can('ServiceRequest.create') && <NewOrder encounterId={encounterId} />}
        <ErrorLine error={error} />
        {data?.orders.map((order) => (
          <ul key={order.serviceRequestId} className="mv-list" aria-label={order.number}>
            {order.tests.map((test) => (
              <li key={test.loinc} className="mv-entry">
                <span className="mv-grow">{shortTest(test.name)}</span>
                {test.result ? (
                  <>
                    <InterpretationTag interpretation={test.result.interpretation} />
                    <strong>{words(test.result)}</strong>
                  </>
                ) : (
                  <Link href={`/laboratory/${order.serviceRequestId}`} className="mv-link">
                    <Tag tone="grey" isPlain>
                      {t(
                        order.status === 'revoked'
                          ? 'laboratory.state.revoked'
                          : order.collectedAt
                            ? 'laboratory.state.collected'
                            : 'laboratory.state.ordered',
                      )}
                    </Tag>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        ))}
        {data?.orders.length === 0 && <p className="mv-none">{t('laboratory.order.none')}</p>}
      </div>
    </Card>
  );
}

function NewOrder({ encounterId }: { encounterId: string }) {
  const { t } = useTranslation();
  const { run, error, isRunning, reset } = useCommand('laboratory.order');
  const [tests, setTests] = useState<readonly Pick<LabTest, 'loinc' | 'name'>[]>([]);
  const [priority, setPriority] = useState<'routine' | 'urgent' | 'stat'>('routine');
  const [note, setNote] = useState('');
  const clear = () => {
    setTests([]);
    setPriority('routine');
    setNote('');
    reset();
  };
  const send = async () => {
    if (tests.length === 0) return;
    const answer = await run({ encounterId, loincs: tests.map(({ loinc }) => loinc), priority, note });
    if (!answer) return;
    clear();
    notifyDone(t('laboratory.order.done', { number: answer.number }));
  };
  return (
    <Form label={t('laboratory.order.title')} onSubmit={() => void send()}>
      <SearchPicker<Found>
        label={t('laboratory.order.search')}
        placeholder={t('laboratory.order.searchHint')}
        search={findTests}
        toOption={({ key, name, detail }) => ({ key, label: name, detail })}
        onPick={(found) =>
          setTests((before) => [...before, ...found.tests.filter(({ loinc }) => !before.some((one) => one.loinc === loinc))])
        }
        clearOnPick
      />
      {tests.length > 0 && (
        <>
          <ul className="mv-list">
            {tests.map((test) => (
              <li key={test.loinc} className="mv-entry">
                <span className="mv-grow">{shortTest(test.name)}</span>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t('laboratory.order.remove', { name: shortTest(test.name) })}
                  onClick={() => setTests((before) => before.filter(({ loinc }) => loinc !== test.loinc))}
                >
                  <X size={14} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
          <Select
            label={t('laboratory.order.priority')}
            allowDeselect={false}
            value={priority}
            onChange={(next) => setPriority(next as typeof priority)}
            data={(['routine', 'urgent', 'stat'] as const).map((value) => ({ value, label: t(`laboratory.priority.${value}`) }))}
          />
          <TextInput
            label={t('laboratory.order.note')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <FormActions save={t('laboratory.order.send', { count: tests.length })} error={error} isRunning={isRunning} onCancel={clear} />
        </>
      )}
    </Form>
  );
}

/** Panels first: one choice, all of their tests. */
async function findTests(text: string): Promise<Found[]> {
  const { tests, panels } = await call('laboratory.catalogue', { text });
  const all = panels.length > 0 ? (await call('laboratory.catalogue', {})).tests : [];
  return [
    ...panels.map((panel) => ({
      key: panel.code,
      name: panel.name,
      detail: String(panel.loincs.length),
      tests: all.filter(({ loinc }) => panel.loincs.includes(loinc)),
    })),
    ...tests.map((test) => ({
      key: test.loinc,
      name: shortTest(test.name),
      detail: test.unit.startsWith('{') ? '' : test.unit,
      tests: [test],
    })),
  ];
}
