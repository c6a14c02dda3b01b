import { ActionIcon } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../preload/contract/dates.ts';
import type { ControlledItem, RegisterLine } from '../../../preload/contract/controlled.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { EmptyState, ErrorLine, Notice, Pane, SkeletonRows, Tag } from '../../ui/index.ts';
import { ExportFileMenu } from '../documents/ExportFileMenu.tsx';
import { SmallTable } from '../inventory/SmallTable.tsx';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { CorrectForm } from './CorrectForm.tsx';

const days = 92;

/** One medicine's book, as it lies on paper: page and line, who got it, in, out, balance, both names. */
export function RegisterPane({ item, onClose }: { item: ControlledItem; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [from, setFrom] = useState(addDays(format.today, -days));
  const [to, setTo] = useState(format.today);
  const period = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const register = useQuery('controlled.register', { itemId: item.itemId, ...period }, { keepPrevious: true });
  const save = useCommand('controlled.export');
  const { lines, total } = register.data ?? { lines: [], total: 0 };
  const last = item.lastCount;
  return (
    <Pane
      label={t('controlled.line.label', { name: item.name })}
      title={
        <div className="mv-title-line">
          <h2>{medicineWords(item)}</h2>
          <Tag isPlain>{units.count(item.onHand, item.unit)}</Tag>
        </div>
      }
      actions={
        <>
          <ExportFileMenu
            label={t('controlled.export')}
            formats={[
              { format: 'pdf', label: t('controlled.pdf') },
              { format: 'csv', label: t('controlled.csv') },
            ]}
            make={(format_) => save.run({ itemId: item.itemId, ...period, format: format_, locale: format.locale })}
            done={({ name }) => t('controlled.exported', { name })}
            error={save.error}
            isRunning={save.isRunning}
          />
          <ActionIcon variant="subtle" color="gray" aria-label={t('ui.close')} onClick={onClose}>
            <X size={16} aria-hidden="true" />
          </ActionIcon>
        </>
      }
    >
      <div className="mv-stack">
        {item.balance !== item.onHand && item.entries > 0 && (
          <Notice tone="red" isLive>
            {t('controlled.differs', { balance: format.number(item.balance), onHand: format.number(item.onHand) })}
          </Notice>
        )}
        <div className="mv-register-head">
          <DateInput
            label={t('controlled.from')}
            value={from === '' ? null : from}
            onChange={(next) => setFrom(next ?? '')}
            valueFormat="D MMM YYYY"
            w={140}
          />
          <DateInput
            label={t('controlled.to')}
            value={to === '' ? null : to}
            onChange={(next) => setTo(next ?? '')}
            valueFormat="D MMM YYYY"
            w={140}
          />
          <span className="mv-muted">
            {last === null
              ? t('controlled.daily.never')
              : t(last.witness === '' ? 'controlled.daily.lastAlone' : 'controlled.daily.last', {
                  counted: units.count(last.counted, item.unit),
                  day: format.day(last.localDate),
                  by: last.countedBy,
                  witness: last.witness,
                })}
          </span>
        </div>
        <ErrorLine error={register.error} />
        {!register.data ? (
          !register.error && <SkeletonRows rows={10} />
        ) : lines.length === 0 ? (
          <EmptyState title={t('controlled.line.empty')} />
        ) : (
          <BookTable item={item} lines={lines} />
        )}
        {lines.length < total && (
          <p className="mv-muted">{t('controlled.line.notAll', { shown: format.number(lines.length), total: format.number(total) })}</p>
        )}
        {can('Controlled.create') && lines.length > 0 && <CorrectForm lines={lines} />}
      </div>
    </Pane>
  );
}

function BookTable({ item, lines }: { item: ControlledItem; lines: readonly RegisterLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SmallTable
      label={t('controlled.line.label', { name: item.name })}
      rows={lines}
      rowId={(line) => line.entryId}
      columns={[
        { key: 'at', head: t('controlled.line.at'), cell: (line) => `${line.page} / ${line.line}` },
        { key: 'date', head: t('controlled.line.date'), cell: (line) => format.day(line.localDate) },
        { key: 'who', head: t('controlled.line.who'), isWide: true, cell: (line) => <Who line={line} /> },
        {
          key: 'in',
          head: t('controlled.line.in'),
          isNumeric: true,
          cell: (line) => (line.quantity > 0 ? format.number(line.quantity) : ''),
        },
        {
          key: 'out',
          head: t('controlled.line.out'),
          isNumeric: true,
          cell: (line) => (line.quantity < 0 ? format.number(-line.quantity) : ''),
        },
        {
          key: 'balance',
          head: t('controlled.line.balance'),
          isNumeric: true,
          cell: (line) => <strong>{format.number(line.balance)}</strong>,
        },
        {
          key: 'by',
          head: `${t('controlled.line.by')}, ${t('controlled.line.witness').toLowerCase()}`,
          cell: (line) => <Signatures line={line} />,
        },
      ]}
    />
  );
}

/** Whom it went to or came from, and the paper behind it. */
export function Who({ line }: { line: RegisterLine }) {
  const { t } = useTranslation();
  const what =
    line.kind === 'brought-forward'
      ? t('controlled.line.broughtForward')
      : isKnown(line.reason)
        ? t(`controlled.reason.${line.reason}`)
        : line.reason;
  const who = line.isRestricted ? t('controlled.line.restricted') : (line.patient?.displayName ?? line.supplier);
  const paper = [line.prescriptionNumber, line.prescriber].filter(Boolean).join(', ');
  const lot = line.lotNumber === '' ? '' : `${t('controlled.line.lot')} ${line.lotNumber}`;
  return (
    <>
      {who !== '' && <strong>{who}</strong>} {what} {line.note !== '' && <span>{line.note}</span>}{' '}
      {line.corrects && <Tag tone="amber">{t('controlled.line.corrects', line.corrects)}</Tag>}
      {line.correctedBy && <Tag tone="amber">{t('controlled.line.correctedBy', line.correctedBy)}</Tag>}
      <span className="mv-second">{[paper, lot].filter(Boolean).join(' · ')}</span>
    </>
  );
}

const reasons = ['opening', 'receipt', 'dispense', 'transfer-in', 'transfer-out', 'move-in', 'move-out', 'ward-issue', 'return', 'return-to-supplier', 'adjustment', 'expired', 'damaged', 'count-variance', 'reversal'] as const; // prettier-ignore
const isKnown = (reason: string): reason is (typeof reasons)[number] => reasons.some((one) => one === reason);

/** Both names, one under the other. */
function Signatures({ line }: { line: RegisterLine }) {
  const { t } = useTranslation();
  return (
    <>
      {line.enteredBy}
      <span className="mv-second mv-signed">
        {line.witnessBy === 'nobody' ? (
          <>
            <Tag tone={line.isReviewed ? 'grey' : 'amber'}>
              {t(line.isReviewed ? 'controlled.line.reviewed' : 'controlled.line.notReviewed')}
            </Tag>{' '}
            {t('controlled.line.nobody', { why: line.noWitnessReason })}
          </>
        ) : (
          line.witness
        )}
      </span>
    </>
  );
}
