import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consumptionMonths, type ReplenishmentSettings, serviceLevels } from '../../../preload/contract/replenishment.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Form, FormActions, NumberUnitField, notifyDone } from '../../ui/index.ts';

/** The facility's own choices behind every average and every plan. */
export function SettingsButton() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useQuery('replenishment.settings', {}).data;
  const { run, error, isRunning, reset } = useCommand('replenishment.amendSettings');
  const [draft, setDraft] = useState<ReplenishmentSettings | null>(null);
  const close = () => {
    setDraft(null);
    reset();
  };
  const save = async () => {
    if (!draft || !(await run(draft))) return;
    notifyDone(t('replenishment.settings.done'));
    close();
  };
  const set = (change: Partial<ReplenishmentSettings>) => setDraft((before) => before && { ...before, ...change });
  return (
    <>
      <Button variant="default" disabled={!now} onClick={() => setDraft(now ?? null)}>
        {t('replenishment.settings.open')}
      </Button>
      <Modal opened={draft !== null} onClose={close} title={t('replenishment.settings.title')}>
        {draft && (
          <Form label={t('replenishment.settings.title')} onSubmit={() => void save()} onCancel={close}>
            <Select
              label={t('replenishment.settings.months')}
              description={t('replenishment.settings.monthsHint')}
              data-autofocus
              allowDeselect={false}
              data={consumptionMonths.map((count) => ({ value: String(count), label: t('replenishment.settings.monthsOf', { count }) }))}
              value={String(draft.consumptionMonths)}
              onChange={(next) =>
                set({ consumptionMonths: consumptionMonths.find((one) => String(one) === next) ?? draft.consumptionMonths })
              }
            />
            <NumberUnitField
              label={t('replenishment.settings.leadTime')}
              description={t('replenishment.settings.leadTimeHint')}
              unit={t('replenishment.settings.days')}
              min={0}
              max={730}
              value={draft.leadTimeDays}
              onChange={(days) => set({ leadTimeDays: days ?? 0 })}
            />
            <NumberUnitField
              label={t('replenishment.settings.review')}
              unit={t('replenishment.settings.days')}
              min={1}
              max={365}
              value={draft.reviewDays}
              onChange={(days) => set({ reviewDays: days ?? 1 })}
            />
            <Select
              label={t('replenishment.settings.service')}
              description={t('replenishment.settings.serviceHint')}
              allowDeselect={false}
              data={serviceLevels.map((level) => ({
                value: String(level),
                label: t('replenishment.settings.serviceOf', { percent: format.number(level / 10, 1) }),
              }))}
              value={String(draft.serviceLevel)}
              onChange={(next) => set({ serviceLevel: serviceLevels.find((one) => String(one) === next) ?? draft.serviceLevel })}
            />
            <FormActions save={t('replenishment.settings.save')} isRunning={isRunning} error={error} onCancel={close} />
          </Form>
        )}
      </Modal>
    </>
  );
}
