import { Anchor, Modal, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerRefusal, useCommand } from '../../lib/api.ts';
import { AloneForm } from '../../ui/AloneForm.tsx';
import { Form, FormActions } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

type Act = { itemId: string | null; name: string; unit: string; quantity: number };

/** Comes wherever an act on a controlled medicine asks for a second signature; the act goes on when it was given. */
export function WitnessDialog() {
  const [asked, setAsked] = useState<{ act: Act; end: (isGiven: boolean) => void } | null>(null);
  useEffect(
    () =>
      answerRefusal('controlled.witness_needed', async (data) => {
        const itemId = typeof data['itemId'] === 'string' ? data['itemId'] : null;
        const act = { itemId, name: String(data['name']), unit: String(data['unit']), quantity: Number(data['quantity']) };
        const isGiven = await new Promise<boolean>((end) => setAsked({ act, end }));
        setAsked(null);
        return isGiven;
      }),
    [],
  );
  return asked && <Signature act={asked.act} onEnd={asked.end} />;
}

function Signature({ act, onEnd }: { act: Act; onEnd: (isGiven: boolean) => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const witness = useCommand('controlled.witness');
  const [isAlone, setAlone] = useState(false);
  const [username, setUsername] = useState('');
  const [by, setBy] = useState<'password' | 'code'>('password');
  const [secret, setSecret] = useState('');
  const { itemId, quantity } = act;
  const sign = async () => {
    if (username.trim() === '' || secret === '') return;
    const given = by === 'password' ? { username: username.trim(), password: secret } : { username: username.trim(), code: secret.trim() };
    if (await witness.run({ itemId, quantity, witness: given })) onEnd(true);
    else setSecret('');
  };
  const goOn = async (because: string) => {
    if (await witness.run({ itemId, quantity, witness: { nobodyBecause: because } })) onEnd(true);
  };
  const leave = () => onEnd(false);
  return (
    <Modal opened onClose={leave} title={t('controlled.witness.title')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div className="mv-stack">
        <strong>
          {itemId === null
            ? t('controlled.witness.daily', { count: quantity })
            : t('controlled.witness.act', { quantity: units.count(quantity, act.unit), name: act.name })}
        </strong>
        {isAlone ? (
          <AloneForm
            title={t('controlled.witness.alone')}
            hint={t('controlled.witness.aloneText')}
            reasonLabel={t('controlled.witness.aloneReason')}
            reasonHint={t('controlled.witness.needReason')}
            save={t('controlled.witness.aloneSave')}
            withOther={t('controlled.witness.back')}
            error={witness.error}
            isRunning={witness.isRunning}
            onSave={(because) => void goOn(because)}
            onWithOther={() => setAlone(false)}
            onCancel={leave}
          />
        ) : (
          <Form label={t('controlled.witness.title')} onSubmit={() => void sign()}>
            <span className="mv-muted">{t('controlled.witness.text')}</span>
            <TextInput
              label={t('controlled.witness.username')}
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
            <SegmentedControl
              aria-label={t('controlled.witness.how')}
              value={by}
              onChange={(next) => {
                setBy(next === 'code' ? 'code' : 'password');
                setSecret('');
              }}
              data={(['password', 'code'] as const).map((value) => ({ value, label: t(`controlled.witness.${value}`) }))}
            />
            {by === 'password' ? (
              <PasswordInput
                label={t('controlled.witness.password')}
                value={secret}
                onChange={(event) => setSecret(event.currentTarget.value)}
                onKeyDown={(event) => event.key === 'Enter' && (event.preventDefault(), void sign())}
                autoComplete="off"
              />
            ) : (
              <TextInput
                label={t('controlled.witness.code')}
                value={secret}
                onChange={(event) => setSecret(event.currentTarget.value)}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            <FormActions save={t('controlled.witness.save')} error={witness.error} isRunning={witness.isRunning} onCancel={leave} />
            <Anchor component="button" type="button" size="sm" onClick={() => setAlone(true)}>
              {t('controlled.witness.alone')}
            </Anchor>
          </Form>
        )}
      </div>
    </Modal>
  );
}
