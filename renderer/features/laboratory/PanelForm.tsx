import { Button, Checkbox, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabPanelSetting, LabTest } from '../../../preload/contract/laboratory.ts';
import { call, useCommand } from '../../lib/api.ts';
import { focusFirstError, Form, FormActions, Notice, notifyDone, Pane, SearchPicker } from '../../ui/index.ts';
import { shortTest } from './labWords.tsx';

/** Which tests are asked for together; null: a new panel. */
export function PanelForm(props: { panel: LabPanelSetting | null; nameOf: ReadonlyMap<string, string>; onDone: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { panel, nameOf, onDone } = props;
  const { run, error, isRunning } = useCommand('laboratory.setPanel');
  const [name, setName] = useState(panel?.name ?? '');
  const [loincs, setLoincs] = useState<readonly string[]>(panel?.loincs ?? []);
  const [isActive, setActive] = useState(panel?.isActive ?? true);
  const [isTried, setTried] = useState(false);
  const isShort = name.trim().length < 2;
  const title = panel ? t('laboratory.ranges.panelEdit', { name: panel.name }) : t('laboratory.ranges.panelNew');
  const save = async () => {
    setTried(true);
    if (isShort || loincs.length === 0) return focusFirstError(box.current);
    const content = { name: name.trim(), loincs: [...loincs], isActive };
    if (!(await run({ code: panel?.code ?? null, version: panel?.version ?? 0, ...content }))) return undefined;
    notifyDone(t('laboratory.ranges.panelSaved'));
    return onDone();
  };
  return (
    <Pane title={title}>
      <div ref={box}>
        <Form label={title} onSubmit={() => void save()} onCancel={onDone}>
          <TextInput
            label={t('laboratory.ranges.panelName')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isTried && isShort && t('laboratory.ranges.panelNameMissing')}
            autoFocus
          />
          <ul className="mv-list">
            {loincs.map((loinc) => (
              <li key={loinc} className="mv-entry">
                <span className="mv-grow">{nameOf.get(loinc) ?? loinc}</span>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t('laboratory.order.remove', { name: nameOf.get(loinc) ?? loinc })}
                  onClick={() => setLoincs((before) => before.filter((each) => each !== loinc))}
                >
                  <X size={14} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
          <SearchPicker<LabTest>
            label={t('laboratory.ranges.panelAddTest')}
            placeholder={t('laboratory.order.searchHint')}
            search={async (text) => (await call('laboratory.catalogue', { text })).tests}
            toOption={(test) => ({ key: test.loinc, label: shortTest(test.name), detail: test.unit.startsWith('{') ? '' : test.unit })}
            onPick={(test) => setLoincs((before) => (before.includes(test.loinc) ? before : [...before, test.loinc]))}
            clearOnPick
          />
          {isTried && loincs.length === 0 && <Notice tone="amber">{t('laboratory.ranges.panelEmpty')}</Notice>}
          <Checkbox
            label={t('laboratory.ranges.panelActive')}
            checked={isActive}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
          <FormActions save={t('laboratory.ranges.panelSave')} error={error} isRunning={isRunning} onCancel={onDone} />
        </Form>
      </div>
    </Pane>
  );
}
