import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand } from '../../lib/api.ts';
import { Card, focusFirstError, Form, FormActions, notifyDone } from '../../ui/index.ts';

/** Joins this facility to a hub with the code that the hub's operator gave. For who may change the facility. */
export function EnrolForm({ onEnrolled }: { onEnrolled?: () => void }) {
  const { t } = useTranslation();
  const enrol = useCommand('network.enrol');
  const body = useRef<HTMLDivElement>(null);
  const [hubUrl, setHubUrl] = useState('');
  const [code, setCode] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isUrlWrong = !/^(wss?|https?):\/\/\S+$/i.test(hubUrl.trim());
  const isCodeWrong = code.trim().length < 4;
  const join = async () => {
    setChecked(true);
    if (isUrlWrong || isCodeWrong) return focusFirstError(body.current);
    const answer = await enrol.run({ hubUrl: hubUrl.trim(), code: code.trim() });
    if (!answer) return;
    notifyDone(t('network.enrol.done', { name: answer.hubName }));
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [method] }) => typeof method === 'string' && method.startsWith('network.'),
    });
    onEnrolled?.();
  };
  return (
    <Card title={t('network.enrol.title')}>
      <Form label={t('network.enrol.title')} onSubmit={() => void join()}>
        <div ref={body} className="mv-form">
          <p className="mv-muted mv-flat">{t('network.enrol.means')}</p>
          <TextInput
            label={t('network.enrol.hubUrl')}
            description={t('network.enrol.hubUrlHint')}
            value={hubUrl}
            onChange={(event) => setHubUrl(event.currentTarget.value)}
            error={isChecked && isUrlWrong && t('network.enrol.needUrl')}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            withAsterisk
          />
          <TextInput
            label={t('network.enrol.code')}
            description={t('network.enrol.codeHint')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={isChecked && isCodeWrong && t('network.enrol.needCode')}
            autoComplete="off"
            spellCheck={false}
            withAsterisk
          />
          <FormActions save={t('network.enrol.submit')} error={enrol.error} isRunning={enrol.isRunning}>
            {enrol.isRunning && (
              <span className="mv-muted" role="status">
                {t('network.enrol.working')}
              </span>
            )}
          </FormActions>
        </div>
      </Form>
    </Card>
  );
}
