import { Anchor, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerRefusal, useCommand } from '../../lib/api.ts';
import { AloneForm } from '../../ui/AloneForm.tsx';
import { Form, FormActions } from '../../ui/index.ts';

type Order = { patientId: string; medicine: string; causes: string[] };

/** Comes where an order goes against one of the worst findings; the order goes on when a second person agreed, or nobody is there and that is said. */
export function SecondPersonDialog() {
  const [asked, setAsked] = useState<{ order: Order; end: (isGiven: boolean) => void } | null>(null);
  useEffect(
    () =>
      answerRefusal('prescription.second_needed', async (data) => {
        const order = {
          patientId: String(data['patientId']),
          medicine: String(data['medicine']),
          causes: String(data['causes']).split('\n'),
        };
        const isGiven = await new Promise<boolean>((end) => setAsked({ order, end }));
        setAsked(null);
        return isGiven;
      }),
    [],
  );
  return asked && <Agreement order={asked.order} onEnd={asked.end} />;
}

function Agreement({ order, onEnd }: { order: Order; onEnd: (isGiven: boolean) => void }) {
  const { t } = useTranslation();
  const second = useCommand('safety.second');
  const [isAlone, setAlone] = useState(false);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const agree = async () => {
    if (username.trim() === '' || password === '') return;
    if (await second.run({ ...order, second: { username: username.trim(), password } })) onEnd(true);
    else setPassword('');
  };
  const goOn = async (because: string) => {
    if (await second.run({ ...order, second: { nobodyBecause: because } })) onEnd(true);
  };
  const leave = () => onEnd(false);
  return (
    <Modal opened onClose={leave} title={t('safety.second.title')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div className="mv-stack">
        <strong>{order.medicine}</strong>
        {isAlone ? (
          <AloneForm
            title={t('safety.second.alone')}
            hint={t('safety.second.aloneHint')}
            reasonLabel={t('safety.second.aloneReason')}
            reasonHint={t('safety.second.tooShort')}
            save={t('safety.second.goAlone')}
            withOther={t('safety.second.withOther')}
            error={second.error}
            isRunning={second.isRunning}
            onSave={(because) => void goOn(because)}
            onWithOther={() => setAlone(false)}
            onCancel={leave}
          />
        ) : (
          <Form label={t('safety.second.title')} onSubmit={() => void agree()}>
            <span className="mv-muted">{t('safety.second.text')}</span>
            <TextInput
              label={t('safety.second.username')}
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
            <PasswordInput
              label={t('safety.second.password')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Enter' && (event.preventDefault(), void agree())}
              autoComplete="off"
            />
            <FormActions save={t('safety.second.agree')} error={second.error} isRunning={second.isRunning} onCancel={leave} />
            <Anchor component="button" type="button" size="sm" onClick={() => setAlone(true)}>
              {t('safety.second.alone')}
            </Anchor>
          </Form>
        )}
      </div>
    </Modal>
  );
}
