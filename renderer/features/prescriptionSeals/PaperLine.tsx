import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Tag } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';
import { TakeOn } from './TakeOn.tsx';
import { type Elsewhere, type Judgement, leftOf, type Verified } from './verdicts.ts';

/** One medicine of the paper: what it says, what was used of it and where, and the way to the desk. */
export function PaperLine(props: {
  code: string;
  line: Verified['lines'][number];
  verified: Verified;
  elsewhere: Elsewhere | undefined;
  judgement: Judgement;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [, navigate] = useLocation();
  const [isTaking, setTaking] = useState(false);
  const { line, elsewhere, judgement } = props;
  const isOwn = props.verified.facility?.isOwn === true;
  const told = elsewhere?.lines.find((each) => each.line === line.line);
  const left = leftOf(line, elsewhere);
  return (
    <li className="mv-paper-line">
      <div className="mv-paper-words">
        <strong>{line.medicine}</strong>
        <span>{line.directions}</span>
        <span className="mv-muted">
          {line.item
            ? t('prescriptionSeals.onShelf', { item: line.item.name, usable: units.count(line.item.usable, line.item.unit) })
            : t('prescriptionSeals.notOnShelf')}
        </span>
        {(told?.claims ?? [])
          .filter((claim) => !claim.isOwn)
          .map((claim) => (
            <Tag key={`${claim.code} ${claim.at} ${claim.quantity}`} tone="red">
              {t('prescriptionSeals.usedBy', {
                facility: claim.name ?? claim.code ?? t('prescriptionSeals.unnamed'),
                quantity: units.count(claim.quantity, line.unit),
                when: format.instant(claim.at),
              })}
            </Tag>
          ))}
        {line.usedHere > 0 && (
          <Tag tone="amber">{t('prescriptionSeals.usedHere', { quantity: units.count(line.usedHere, line.unit) })}</Tag>
        )}
      </div>
      <div className="mv-paper-side">
        <span className="mv-paper-quantity">{units.count(line.quantity, line.unit)}</span>
        <span className="mv-muted">{t('prescriptionSeals.left', { quantity: units.count(left, line.unit) })}</span>
        {line.requests.map(({ medicationRequestId, number }) => (
          <Button
            key={medicationRequestId}
            variant="default"
            size="compact-sm"
            onClick={() => navigate(`/dispensing/${medicationRequestId}`)}
          >
            {t('prescriptionSeals.atDesk', { number })}
          </Button>
        ))}
        {!isOwn && judgement.mayTakeOn && left > 0 && !isTaking && can('MedicationDispense.create') && (
          <Button size="compact-sm" onClick={() => setTaking(true)}>
            {t('prescriptionSeals.takeOn')}
          </Button>
        )}
      </div>
      {isTaking && (
        <TakeOn
          code={props.code}
          line={line}
          left={left}
          needsReason={judgement.needsReason}
          onDone={(medicationRequestId) => navigate(`/dispensing/${medicationRequestId}`)}
          onCancel={() => setTaking(false)}
        />
      )}
    </li>
  );
}
