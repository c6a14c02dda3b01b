import { PasswordInput, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { isProxyAddress } from '../../../preload/contract/network.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, focusFirstError, Form, FormActions, notifyDone } from '../../ui/index.ts';

/** For a network whose only way out is an HTTP proxy. A password that is set is never shown again. Begins anew, by its key, when another proxy is stored. */
export function ProxyForm({ stored }: { stored: Output<'network.settings'> }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('network.change');
  const body = useRef<HTMLDivElement>(null);
  const { settings, proxy, version } = stored;
  const [typed, setTyped] = useState({ url: proxy?.url ?? '', user: proxy?.user ?? '' });
  const type = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const url = typed.url.trim();
  const user = typed.user.trim();
  const isUrlWrong = url !== '' && !isProxyAddress(url);
  const isKept = proxy !== null && proxy.hasPassword && url === proxy.url && user === proxy.user;
  const save = async () => {
    setChecked(true);
    if (isUrlWrong) return focusFirstError(body.current);
    const next = url === '' ? null : { url, user, ...(password === '' ? {} : { password }) };
    if (!(await run({ settings, proxy: next, version }))) return;
    setPassword('');
    notifyDone(t(url === '' ? 'network.proxy.none' : 'network.proxy.saved'));
  };
  return (
    <Card title={t('network.proxy.title')}>
      <Form label={t('network.proxy.title')} onSubmit={() => void save()}>
        <div ref={body} className="mv-form">
          <TextInput
            label={t('network.proxy.url')}
            description={t('network.proxy.urlHint')}
            placeholder={t('network.proxy.urlExample')}
            value={typed.url}
            onChange={(event) => type({ url: event.currentTarget.value })}
            error={isChecked && isUrlWrong && t('network.proxy.needUrl')}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            label={t('network.proxy.user')}
            description={t('network.proxy.userHint')}
            value={typed.user}
            onChange={(event) => type({ user: event.currentTarget.value })}
            disabled={url === ''}
            autoComplete="off"
            spellCheck={false}
          />
          <PasswordInput
            label={t('network.proxy.password')}
            description={isKept ? t('network.proxy.isSet') : undefined}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            disabled={url === '' || user === ''}
            autoComplete="new-password"
          />
          <FormActions error={error} isRunning={isRunning} />
        </div>
      </Form>
    </Card>
  );
}
