import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form } from '../../ui/Form.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { SkeletonRows, StatusDot } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

export function HubCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const network = useQuery('network.status', {}).data;
  return (
    <Card title={t('settings.hub')}>
      {!network ? (
        <SkeletonRows rows={2} />
      ) : network.link === 'not-enrolled' ? (
        <div className="mv-stack">
          <p className="mv-none">{t('settings.notEnrolled')}</p>
          {can('Organization.update') && <EnrolForm />}
        </div>
      ) : (
        <Facts
          facts={[
            [t('settings.name'), network.hubName ?? '—'],
            [
              t('settings.hub'),
              <StatusDot key="link" tone={network.link === 'online' ? 'green' : network.link === 'refused' ? 'red' : 'amber'}>
                {t(`frame.truth.${network.link}`)}
              </StatusDot>,
            ],
            [t('settings.peerColumns.seen'), network.lastContactAt ? format.ago(network.lastContactAt) : t('frame.truth.neverContact')],
          ]}
        />
      )}
    </Card>
  );
}

function EnrolForm() {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('network.enrol');
  const [hubUrl, setHubUrl] = useState('');
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const enrol = async () => {
    setTried(true);
    if (hubUrl.trim() === '' || code.trim() === '') return;
    const answer = await run({ hubUrl: hubUrl.trim(), code: code.trim() });
    if (!answer) return;
    notifyDone(t('settings.enrolled', { name: answer.hubName }));
    await queryClient.invalidateQueries();
  };
  return (
    <Form label={t('settings.enrol')} onSubmit={() => void enrol()}>
      <TextInput
        label={t('settings.hubUrl')}
        placeholder="wss://"
        value={hubUrl}
        onChange={(event) => setHubUrl(event.currentTarget.value)}
        error={isTried && hubUrl.trim() === '' ? t('session.required') : null}
      />
      <TextInput
        label={t('settings.hubCode')}
        description={t('settings.hubCodeHint')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={isTried && code.trim() === '' ? t('session.required') : null}
      />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" loading={isRunning}>
          {t('settings.enrol')}
        </Button>
      </div>
    </Form>
  );
}
