import { Button, PasswordInput } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, ErrorLine, Form, Notice, notifyDone, Tag } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

type Line = Output<'prescriptions.ofPatient'>['lines'][number];

export type SheetCardProps = {
  patientId: string;
  drafts: readonly Line[];
  canUsePin: boolean;
  signField: RefObject<HTMLInputElement | null>;
  onChange: (line: Line) => void;
  onSigned: (signed: { medicationRequestId: string; number: string }[]) => void;
};

/** The lines that wait for the prescriber's signature. Nothing of it can be handed out before. */
export function SheetCard({ patientId, drafts, canUsePin, signField, onChange, onSigned }: SheetCardProps) {
  const { t } = useTranslation();
  const units = useUnits();
  const change = useCommand('prescriptions.change');
  const lines = drafts.toReversed();
  const remove = async (line: Line) => {
    if (await change.run({ medicationRequestId: line.medicationRequestId, act: 'cancel' }))
      notifyDone(t('prescribing.sheet.removed', { medicine: line.medicine }));
  };
  return (
    <Card title={t('prescribing.sheet.title')} label={t('prescribing.sheet.label')}>
      <div className="mv-stack">
        <Notice tone="amber">{t('prescribing.sheet.text')}</Notice>
        <ol className="mv-sheet">
          {lines.map((line) => (
            <li key={line.medicationRequestId}>
              <div>
                <div className="mv-rx-line-head">
                  <strong>{line.medicine}</strong>
                  <span>{units.count(line.quantity, line.unit)}</span>
                  {line.isControlled && <Tag tone="amber">{t('prescribing.sheet.onControlled')}</Tag>}
                  <small className="mv-muted">{line.number}</small>
                </div>
                <p>{line.directions}</p>
              </div>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('prescribing.sheet.changeLabel', { medicine: line.medicine })}
                onClick={() => onChange(line)}
              >
                {t('prescribing.sheet.change')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('prescribing.sheet.removeLabel', { medicine: line.medicine })}
                loading={change.isRunning}
                onClick={() => void remove(line)}
              >
                {t('prescribing.sheet.remove')}
              </Button>
            </li>
          ))}
        </ol>
        <ErrorLine error={change.error} />
        <SignForm patientId={patientId} lines={lines} canUsePin={canUsePin} field={signField} onSigned={onSigned} />
      </div>
    </Card>
  );
}

function SignForm({
  patientId,
  lines,
  canUsePin,
  field,
  onSigned,
}: Pick<SheetCardProps, 'patientId' | 'canUsePin' | 'onSigned'> & { lines: readonly Line[]; field: SheetCardProps['signField'] }) {
  const { t } = useTranslation();
  const sign = useCommand('prescriptions.sign');
  const [secret, setSecret] = useState('');
  const [wantsPassword, setWantsPassword] = useState(false);
  const isPin = canUsePin && !wantsPassword && sign.error?.code !== 'auth.password_needed';
  const submit = async (given: string) => {
    if (given === '' || sign.isRunning) return;
    const asked = lines.map(({ medicationRequestId, version }) => ({ medicationRequestId, version }));
    const done = await sign.run({ patientId: patientId, lines: asked, secret: isPin ? { pin: given } : { password: given } });
    setSecret('');
    if (!done) return field.current?.focus();
    const numbers = done.signed.map(({ number }) => number).join(', ');
    notifyDone(t('prescribing.sheet.done', { count: lines.length, numbers }));
    onSigned(
      done.signed.flatMap(({ prescriptionId, number }) => {
        const line = lines.find((one) => one.prescriptionId === prescriptionId);
        return line ? [{ medicationRequestId: line.medicationRequestId, number }] : [];
      }),
    );
  };
  const type = (text: string) => {
    setSecret(isPin ? text.replaceAll(/\D/gu, '') : text);
    if (isPin && /^\d{6}$/u.test(text)) void submit(text);
  };
  const refused = sign.error?.code;
  return (
    <Form isShort label={t('prescribing.sheet.label')} onSubmit={() => void submit(secret)}>
      <div className="mv-sign">
        <PasswordInput
          key={isPin ? 'pin' : 'password'}
          ref={field}
          label={t(isPin ? 'prescribing.sheet.pin' : 'prescribing.sheet.password')}
          description={t('prescribing.sheet.key')}
          value={secret}
          onChange={(event) => type(event.currentTarget.value)}
          inputMode={isPin ? 'numeric' : 'text'}
          maxLength={isPin ? 6 : 200}
          autoComplete="off"
        />
        <Button type="submit" loading={sign.isRunning} disabled={secret === ''}>
          {t('prescribing.sheet.sign', { count: lines.length })}
        </Button>
        {isPin && (
          <Button variant="subtle" size="compact-sm" onClick={() => setWantsPassword(true)}>
            {t('prescribing.sheet.usePassword')}
          </Button>
        )}
      </div>
      {refused === 'prescription.reason_needed' ? (
        <Notice tone="red" isLive>
          {t('prescribing.sheet.stops')}
        </Notice>
      ) : refused === 'version.conflict' ? (
        <Notice tone="amber" isLive>
          {t('prescribing.sheet.stale')}
        </Notice>
      ) : (
        <ErrorLine error={sign.error} />
      )}
      {!canUsePin && (
        <small className="mv-muted">
          {t('prescribing.sheet.noPin')}{' '}
          <Link href="/settings" className="mv-link">
            {t('prescribing.sheet.noPinLink')}
          </Link>
        </small>
      )}
    </Form>
  );
}
