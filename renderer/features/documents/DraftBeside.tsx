import { Button, TextInput } from '@mantine/core';
import { ArrowDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box, LabelDraft, MedicineLine, ReadValue } from '../../../preload/contract/ocr.ts';
import { Facts, Notice, Tag } from '../../ui/index.ts';
import { type DraftOrder, type LineField, lineFields, type LineValues, sureFrom, toOrder, valuesOf } from './draftOrder.ts';
import { Loupe, PictureBox } from './PictureBox.tsx';

type Focus = { box: Box; label: string } | null;
const paperFields = ['patient', 'prescriber', 'date', 'lot', 'expiry'] as const;

/** Left the picture, right what was read from it; the field in focus is shown at its place. */
export function DraftBeside(props: { draft: LabelDraft; address: string; onUse: (order: DraftOrder) => void; onOther: () => void }) {
  const { t } = useTranslation();
  const { draft } = props;
  const [focus, setFocus] = useState<Focus>(null);
  const [used, setUsed] = useState<number | null>(null);
  const boxes = useMemo(() => boxesOf(draft), [draft]);
  const onPaper = paperFields.flatMap((name) => {
    const read = draft.fields[name];
    return read ? [[t(`documents.picture.field.${name}`), <Read key={name} read={read} />] as const] : [];
  });
  return (
    <div className="mv-beside">
      <div className="mv-beside-picture">
        <PictureBox src={props.address} boxes={boxes} active={focus?.box ?? null} />
        {boxes.length > 0 && (
          <Loupe
            src={props.address}
            box={focus?.box ?? null}
            label={focus ? t('documents.picture.loupe', { field: focus.label }) : t('documents.picture.loupeNone')}
          />
        )}
        <div className="mv-line">
          {boxes.length > 0 && (
            <small className="mv-muted" aria-hidden="true">
              {focus ? t('documents.picture.loupe', { field: focus.label }) : t('documents.picture.loupeNone')}
            </small>
          )}
          <Button size="compact-sm" variant="default" onClick={props.onOther}>
            {t('documents.picture.other')}
          </Button>
        </div>
      </div>
      <div className="mv-stack">
        {draft.lines.length > 0 ? (
          <Notice tone="blue" title={t('documents.picture.draftTitle')}>
            {t('documents.picture.draftText')}
          </Notice>
        ) : (
          <Notice tone="amber" isLive title={t(draft.text.trim() === '' ? 'documents.picture.noText' : 'documents.picture.noMedicine')}>
            {t(draft.text.trim() === '' ? 'documents.picture.noTextText' : 'documents.picture.noMedicineText')}
          </Notice>
        )}
        {draft.lines.map((line, index) => (
          <DraftLine
            key={line.medicine?.box.join() ?? index}
            line={line}
            number={index + 1}
            onFocus={setFocus}
            onUse={(values) => {
              props.onUse(toOrder(values));
              setUsed(index + 1);
            }}
          />
        ))}
        <div role="status">{used !== null && <Notice tone="green">{t('documents.picture.used', { number: used })}</Notice>}</div>
        {onPaper.length > 0 && (
          <section aria-label={t('documents.picture.onPaper')}>
            <Facts facts={onPaper} />
          </section>
        )}
        {draft.text.trim() !== '' && (
          <details open={draft.lines.length === 0}>
            <summary>{t('documents.picture.text')}</summary>
            <pre className="mv-read-text" tabIndex={0}>
              {draft.text}
            </pre>
          </details>
        )}
      </div>
    </div>
  );
}

function DraftLine(props: { line: MedicineLine; number: number; onFocus: (focus: Focus) => void; onUse: (values: LineValues) => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<LineValues>(() => valuesOf(props.line));
  const match = props.line.medicine?.match;
  const labelOf = (field: LineField) =>
    t('documents.picture.fieldOfLine', { field: t(`documents.picture.field.${field}`), number: props.number });
  return (
    <fieldset className="mv-draft-line">
      <legend>{t('documents.picture.line', { number: props.number })}</legend>
      {lineFields.map((field) => {
        const read = props.line[field];
        return (
          <TextInput
            key={field}
            className={`mv-draft-${field}`}
            label={t(`documents.picture.field.${field}`)}
            inputWrapperOrder={['label', 'input', 'description']}
            description={read ? <Sureness read={read} /> : t('documents.picture.notFound')}
            aria-label={labelOf(field)}
            value={values[field]}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              setValues((before) => ({ ...before, [field]: value }));
            }}
            onFocus={() => props.onFocus(read ? { box: read.box, label: t(`documents.picture.field.${field}`) } : null)}
          />
        );
      })}
      <div className="mv-draft-foot">
        {props.line.medicine &&
          (match ? (
            <span className="mv-muted">{t('documents.picture.takenFor', { name: match.matched })}</span>
          ) : (
            <Tag tone="amber">{t('documents.picture.notListed')}</Tag>
          ))}
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<ArrowDown size={14} aria-hidden="true" />}
          aria-label={t('documents.picture.useLine', { number: props.number })}
          disabled={values.medicine.trim() === ''}
          onClick={() => props.onUse(values)}
        >
          {t('documents.picture.use')}
        </Button>
      </div>
    </fieldset>
  );
}

function Sureness({ read }: { read: ReadValue }) {
  const { t } = useTranslation();
  if (read.confidence < sureFrom) return <Tag tone="amber">{t('documents.picture.check')}</Tag>;
  return <span className="mv-muted">{t('documents.picture.sure', { percent: Math.round(read.confidence * 100) })}</span>;
}

function Read({ read }: { read: ReadValue }) {
  return (
    <span className="mv-badge-line">
      {read.value} <Sureness read={read} />
    </span>
  );
}

function boxesOf(draft: LabelDraft): readonly Box[] {
  const reads = [
    ...paperFields.map((name) => draft.fields[name]),
    ...draft.lines.flatMap((line) => lineFields.map((field) => line[field])),
  ];
  return reads.flatMap((read) => (read ? [read.box] : []));
}
