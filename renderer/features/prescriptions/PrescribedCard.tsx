import { ActionIcon, Menu, SegmentedControl } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { actsNow, type RequestAct } from '../../../preload/contract/prescriptionLife.ts';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, notifyDone, SkeletonRows, Tag, type Tone } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { ActDialog, type AskedAct } from './ActDialog.tsx';
import { FavouriteDialog } from './FavouriteDialog.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';

type Line = Output<'prescriptions.ofPatient'>['lines'][number];
const tones: Readonly<Record<Line['status'], Tone>> = {
  draft: 'grey',
  active: 'green',
  'on-hold': 'amber',
  stopped: 'red',
  completed: 'grey',
  cancelled: 'grey',
  'entered-in-error': 'red',
};
const isNow = (line: Line, today: string) => ['active', 'on-hold', 'completed'].includes(line.status) && line.validUntil >= today;

/** Every medicine that was prescribed for a person, with what can be done about each: repeat, stop, hold, correct, refill. */
export function PrescribedCard(props: {
  lines: readonly Line[] | undefined;
  error: unknown;
  onRetry: () => void;
  onRepeat: (rows: readonly MedicationRequestRow[]) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [show, setShow] = useState<'current' | 'all'>('current');
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [favourite, setFavourite] = useState<Line | null>(null);
  const [history, setHistory] = useState<Line | null>(null);
  const all = props.lines?.filter((line) => line.status !== 'draft');
  const shown = all?.filter((line) => show === 'all' || isNow(line, format.today));
  return (
    <Card
      title={t('prescribing.list.title')}
      actions={
        <>
          {shown && shown.length > 0 && <small className="mv-muted">{t('prescribing.list.count', { count: shown.length })}</small>}
          <SegmentedControl
            size="xs"
            aria-label={t('prescribing.list.show')}
            data={(['current', 'all'] as const).map((value) => ({ value, label: t(`prescribing.list.${value}`) }))}
            value={show}
            onChange={(value) => setShow(value === 'all' ? 'all' : 'current')}
          />
        </>
      }
    >
      {props.error ? <ErrorLine error={props.error} onRetry={props.onRetry} /> : null}
      {!shown && !props.error && <SkeletonRows rows={3} />}
      {shown?.length === 0 && <p className="mv-none">{t(show === 'all' ? 'prescribing.list.none' : 'prescribing.list.noneNow')}</p>}
      {shown && shown.length > 0 && (
        <ul className="mv-sheet mv-prescribed" tabIndex={0} aria-label={t('prescribing.list.title')}>
          {shown.map((line) => (
            <li key={line.medicationRequestId}>
              <LineWords line={line} />
              <Acts
                line={line}
                together={all?.filter((one) => one.prescriptionId === line.prescriptionId && one.refillOf === null) ?? []}
                onRepeat={props.onRepeat}
                onAct={(act) => setAsked({ act, line })}
                onFavourite={() => setFavourite(line)}
                onHistory={() => setHistory(line)}
              />
            </li>
          ))}
        </ul>
      )}
      {asked && <ActDialog key={`${asked.act} ${asked.line.medicationRequestId}`} asked={asked} onClose={() => setAsked(null)} />}
      {favourite && <FavouriteDialog line={favourite} onClose={() => setFavourite(null)} />}
      {history && <HistoryDialog line={history} onClose={() => setHistory(null)} />}
    </Card>
  );
}

function LineWords({ line }: { line: Line }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const said = [
    t('prescribing.list.given', { given: format.number(line.dispensed), quantity: units.count(line.quantity, line.unit) }),
    line.validUntil < format.today
      ? t('prescribing.list.ranOut', { day: format.day(line.validUntil) })
      : t('prescribing.list.until', { day: format.day(line.validUntil) }),
    line.refillsAllowed > 0 ? t('prescribing.list.refills', { left: line.refillsLeft, allowed: line.refillsAllowed }) : '',
    `${line.prescriberName}, ${format.dayOf(line.authoredAt)}`,
    line.number,
  ];
  return (
    <div>
      <div className="mv-rx-line-head">
        <strong>{line.medicine}</strong>
        <Tag tone={tones[line.status]}>{t(`prescriptions.status.${line.status}`)}</Tag>
        {line.refillOf !== null && <Tag isPlain>{t('prescribing.list.isRefill')}</Tag>}
        {line.isControlled && <Tag tone="amber">{t('prescribing.sheet.onControlled')}</Tag>}
      </div>
      <p>{line.directions}</p>
      <small className="mv-muted">{said.filter(Boolean).join(' · ')}</small>
    </div>
  );
}

function Acts(props: {
  line: Line;
  together: readonly Line[];
  onRepeat: (rows: readonly MedicationRequestRow[]) => void;
  onAct: (act: RequestAct) => void;
  onFavourite: () => void;
  onHistory: () => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const refill = useCommand('refills.request');
  const { line, together } = props;
  const askRefill = async () => {
    const done = await refill.run({ medicationRequestId: line.medicationRequestId });
    if (done) notifyDone(t(done.outcome === 'approved' ? 'prescribing.refills.approved' : 'prescribing.refills.requested'));
  };
  return (
    <div>
      <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('prescribing.list.acts', { medicine: line.medicine })}>
            <Ellipsis size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {can('MedicationRequest.create') && (
            <>
              <Menu.Item onClick={() => props.onRepeat([line])}>{t('prescribing.list.repeat')}</Menu.Item>
              {line.prescriptionId !== null && together.length > 1 && (
                <Menu.Item onClick={() => props.onRepeat(together)}>
                  {t('prescribing.list.repeatAll', { count: together.length })}
                </Menu.Item>
              )}
              <Menu.Item onClick={props.onFavourite}>{t('prescribing.list.favourite')}</Menu.Item>
            </>
          )}
          {can('RefillRequest.create') && line.status === 'completed' && (
            <Menu.Item onClick={() => void askRefill()}>{t('prescribing.list.askRefill')}</Menu.Item>
          )}
          {can('MedicationRequest.update') && actsNow(line).length > 0 && <Menu.Divider />}
          {can('MedicationRequest.update') &&
            actsNow(line).map((act) => (
              <Menu.Item key={act} onClick={() => props.onAct(act)} {...(act === 'stop' ? { color: 'red' } : {})}>
                {t(`prescribing.list.${act as 'hold'}`)}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item onClick={props.onHistory}>{t('prescribing.list.history')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ErrorLine error={refill.error} />
    </div>
  );
}
