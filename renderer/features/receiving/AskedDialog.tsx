import { Button, Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackContent } from '../../../preload/contract/gs1/readBarcode.ts';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { focusFirstError, Form, FormActions, Notice, NumberUnitField, SearchPicker } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import type { Asked } from './useScans.ts';

type Answer = (content: PackContent, extra: { pack?: { itemId: string; unitsPerPack: number }; isSeenAgain?: boolean }) => void;

/** What a scan can't decide by itself. */
export function AskedDialog({ asked, onAnswer, onLeave }: { asked: Asked; onAnswer: Answer; onLeave: () => void }) {
  const { t } = useTranslation();
  const title = { unknown: t('receiving.unknown.title'), ambiguous: t('receiving.ambiguous.title'), seen: t('receiving.post.ask') }[
    asked.kind
  ];
  return (
    <Modal opened onClose={onLeave} title={title} centered size="lg" closeButtonProps={{ 'aria-label': t('ui.close') }}>
      {asked.kind === 'unknown' && <UnknownPack content={asked.content} onAnswer={onAnswer} onLeave={onLeave} />}
      {asked.kind === 'ambiguous' && <Readings readings={asked.readings} onAnswer={onAnswer} />}
      {asked.kind === 'seen' && (
        <div className="mv-stack">
          <Notice tone="amber">{asked.text}</Notice>
          <div className="mv-actions">
            <Button data-autofocus onClick={onLeave}>
              {t('receiving.scan.leave')}
            </Button>
            <Button variant="default" onClick={() => onAnswer(asked.content, { isSeenAgain: true })}>
              {t('receiving.scan.countAgain')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

function Readings({ readings, onAnswer }: { readings: readonly PackContent[]; onAnswer: Answer }) {
  const { t } = useTranslation();
  const words = useContentWords();
  return (
    <div className="mv-stack">
      <div>{t('receiving.ambiguous.text')}</div>
      {readings.map((content, at) => (
        <Button
          key={content.elements.map(({ ai, value }) => ai + value).join('|')}
          variant="default"
          justify="start"
          {...(at === 0 ? { 'data-autofocus': true } : {})}
          onClick={() => onAnswer(content, {})}
        >
          {t('receiving.ambiguous.reading', words(content))}
        </Button>
      ))}
    </div>
  );
}

function UnknownPack(props: { content: PackContent & { gtin: string }; onAnswer: Answer; onLeave: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const words = useContentWords();
  const box = useRef<HTMLDivElement>(null);
  const [item, setItem] = useState<ItemRow | null>(null);
  const [size, setSize] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (!item || size === null || size < 1) return focusFirstError(box.current);
    return props.onAnswer(props.content, { pack: { itemId: item.itemId, unitsPerPack: size } });
  };
  return (
    <div ref={box}>
      <Form label={t('receiving.unknown.title')} onSubmit={save} onCancel={props.onLeave}>
        <div>{t('receiving.unknown.text', { gtin: props.content.gtin })}</div>
        <div className="mv-muted">{t('receiving.unknown.lot', words(props.content))}</div>
        <SearchPicker<ItemRow>
          label={t('receiving.unknown.item')}
          search={async (typed) => (await call('inventory.items', { filter: typed, limit: 12 })).items}
          toOption={(found) => ({ key: found.itemId, label: found.name, detail: found.form })}
          onPick={(found) => {
            setItem(found);
            setSize(found.packSize);
          }}
          error={isTried && !item ? t('receiving.unknown.needItem') : null}
          autoFocus
          required
        />
        <NumberUnitField
          label={t('receiving.unknown.size')}
          unit={item ? units.many(item.unit) : ''}
          value={size}
          onChange={setSize}
          min={1}
          max={100_000}
          error={isTried && (size === null || size < 1) ? t('receiving.unknown.needSize') : null}
          withAsterisk
        />
        <FormActions save={t('receiving.unknown.save')} isRunning={false} error={null} onCancel={props.onLeave} />
      </Form>
    </div>
  );
}

function useContentWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const none = t('receiving.ambiguous.none');
  return ({ lot, expiry, serial }: PackContent) => ({
    lot: lot ?? none,
    expiry: expiry === null ? none : format.day(expiry),
    serial: serial ?? none,
  });
}
