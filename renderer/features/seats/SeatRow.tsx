import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatCard } from '../../../preload/contract/seats.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions } from '../../ui/Form.tsx';
import { StatusDot, Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

/** One computer or tablet: what it is, whether it is there and who works at it. */
export function SeatRow({ seat, canChange }: { seat: SeatCard; canChange: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const revoke = useCommand('seats.revoke');
  const [isRenaming, setRenaming] = useState(false);
  const isGone = seat.revokedAt !== null;
  const withdraw = async (reason: string) => {
    if (await revoke.run({ seatId: seat.seatId, reason })) notifyDone(t('seats.list.revoked2', { name: seat.name }));
  };
  if (isRenaming)
    return (
      <li>
        <RenameForm seat={seat} onDone={() => setRenaming(false)} />
      </li>
    );
  const when = format.instant(seat.pairedAt);
  return (
    <li className="mv-seat" data-gone={isGone}>
      <div className="mv-seat-words">
        <span className="mv-line">
          <strong>{seat.name}</strong>
          <span className="mv-muted">{t(`seats.list.kind.${seat.reach === 'here' ? 'here' : seat.kind}`)}</span>
          {seat.isThis && <Tag isPlain>{t('seats.list.this')}</Tag>}
        </span>
        <span className="mv-line mv-seat-state">
          <StatusDot tone={isGone ? 'red' : seat.isOnline ? 'green' : 'grey'}>
            {t(isGone ? 'seats.list.revoked' : seat.isOnline ? 'seats.list.online' : 'seats.list.offline')}
          </StatusDot>
          {!isGone && !seat.isOnline && (
            <span className="mv-muted">
              {seat.lastSeenAt ? t('seats.list.seen', { ago: format.ago(seat.lastSeenAt) }) : t('seats.list.neverSeen')}
            </span>
          )}
          {seat.userNames.length > 0 && <span>{t('seats.list.people', { names: seat.userNames.join(', ') })}</span>}
        </span>
        <small className="mv-muted">
          {seat.pairedByName === null ? t('seats.list.byLink', { when }) : t('seats.list.pairedBy', { when, name: seat.pairedByName })}
        </small>
        <ErrorLine error={revoke.error} />
      </div>
      {canChange && !isGone && (
        <div className="mv-actions">
          <Button size="compact-sm" variant="default" onClick={() => setRenaming(true)}>
            {t('seats.list.rename')}
          </Button>
          {!seat.isThis && (
            <ConfirmButton
              size="compact-sm"
              label={t('seats.list.revoke')}
              title={t('seats.list.revokeTitle', { name: seat.name })}
              consequence={t('seats.list.revokeText')}
              reasonLabel={t('seats.list.revokeReason')}
              confirmLabel={t('seats.list.revokeConfirm')}
              isDanger
              onConfirm={withdraw}
            />
          )}
        </div>
      )}
    </li>
  );
}

function RenameForm({ seat, onDone }: { seat: SeatCard; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('seats.rename');
  const [name, setName] = useState(seat.name);
  const save = async () => {
    if (name.trim() === '' || !(await run({ seatId: seat.seatId, name: name.trim(), version: seat.version }))) return;
    notifyDone(t('seats.list.renamed'));
    onDone();
  };
  return (
    <Form isShort label={t('seats.list.rename')} onSubmit={() => void save()} onCancel={onDone}>
      <TextInput
        label={t('seats.list.newName')}
        value={name}
        autoFocus
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormActions error={error} isRunning={isRunning} isDisabled={name.trim() === ''} onCancel={onDone} />
    </Form>
  );
}
