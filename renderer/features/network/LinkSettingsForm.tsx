import { Radio, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { Card, Form, FormActions, Notice, NumberUnitField, notifyDone } from '../../ui/index.ts';

/** What is read of others, and how sparing the line is used. */
export function LinkSettingsForm({ stored }: { stored: Output<'network.settings'> }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('network.change');
  const { settings, version, hasPlace } = stored;
  const edit = useSharedEdit({
    version,
    values: {
      where: settings.radiusKm === null ? 'everywhere' : 'near',
      radiusKm: String(settings.radiusKm ?? 100),
      items: settings.onlyOwnItems ? 'own' : 'all',
      line: settings.isMetered ? 'metered' : 'free',
    },
  });
  const { where, radiusKm, items, line } = edit.values;
  const save = async () => {
    const change = {
      radiusKm: where === 'near' ? Number(radiusKm) : null,
      onlyOwnItems: items === 'own',
      isMetered: line === 'metered',
      isPaused: settings.isPaused,
    };
    if (await run({ settings: change, version: edit.base.version })) notifyDone(t('network.hub.saved'));
  };
  return (
    <Card title={t('network.hub.what')}>
      <Form label={t('network.hub.what')} onSubmit={() => void save()}>
        <div className="mv-form">
          <Radio.Group label={t('network.hub.where')} value={where} onChange={(next) => edit.set({ where: next })}>
            <div className="mv-stack">
              <Radio value="everywhere" label={t('network.hub.everywhere')} />
              <div className="mv-line">
                <Radio value="near" label={t('network.hub.near')} disabled={!hasPlace} />
                <NumberUnitField
                  aria-label={t('network.hub.radius')}
                  unit="km"
                  w={110}
                  min={1}
                  max={20_000}
                  disabled={where !== 'near'}
                  value={Number(radiusKm)}
                  onChange={(next) => edit.set({ radiusKm: String(next ?? 100) })}
                />
              </div>
            </div>
          </Radio.Group>
          {!hasPlace && <Notice tone="blue">{t('network.hub.noPlace')}</Notice>}
          <Radio.Group label={t('network.hub.items')} value={items} onChange={(next) => edit.set({ items: next })}>
            <div className="mv-stack">
              <Radio value="all" label={t('network.hub.allItems')} />
              <Radio value="own" label={t('network.hub.ownItems')} />
            </div>
          </Radio.Group>
          <Switch
            label={t('network.hub.metered')}
            description={t('network.hub.meteredMeans')}
            checked={line === 'metered'}
            onChange={(event) => edit.set({ line: event.currentTarget.checked ? 'metered' : 'free' })}
          />
          <FormActions error={error} isRunning={isRunning} />
        </div>
      </Form>
    </Card>
  );
}
