import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColdStorage } from '../../../preload/contract/coldChain.ts';
import { useCommand } from '../../lib/api.ts';
import { Card, Form, FormActions, FormRow, notifyDone, NumberUnitField } from '../../ui/index.ts';

const fields = ['low', 'high', 'heatMinutes', 'freezeMinutes'] as const;

/** The range of this fridge, and from when on an excursion counts. */
export function LimitsForm({ storage, onDone }: { storage: ColdStorage; onDone: () => void }) {
  const { t } = useTranslation();
  const set = useCommand('coldChain.setLimits');
  const [limits, setLimits] = useState<Record<(typeof fields)[number], number | null>>(storage.limits);
  const [isChecked, setChecked] = useState(false);
  const isCrossed = limits.low !== null && limits.high !== null && limits.low >= limits.high;
  const save = async () => {
    setChecked(true);
    const { low, high, heatMinutes, freezeMinutes } = limits;
    if (low === null || high === null || heatMinutes === null || freezeMinutes === null || isCrossed) return;
    const done = await set.run({
      locationId: storage.locationId,
      limits: { low, high, heatMinutes, freezeMinutes },
      version: storage.version,
    });
    if (!done) return;
    notifyDone(t('coldChain.limits.done'));
    onDone();
  };
  const field = (name: (typeof fields)[number]) => (
    <NumberUnitField
      key={name}
      label={t(`coldChain.limits.${name}`)}
      unit={name === 'low' || name === 'high' ? t('coldChain.unit') : t('coldChain.minutes')}
      decimalScale={name === 'low' || name === 'high' ? 1 : 0}
      value={limits[name]}
      onChange={(value) => setLimits((before) => ({ ...before, [name]: value }))}
      error={isChecked && (limits[name] === null ? t('coldChain.limits.need') : name === 'high' && isCrossed && t('coldChain.limits.crossed'))}
      autoFocus={name === 'low'}
    />
  );
  return (
    <Card title={t('coldChain.limits.title')}>
      <Form label={t('coldChain.limits.title')} onSubmit={() => void save()} onCancel={onDone}>
        {storage.isProposed && <p className="mv-muted">{t('coldChain.limits.proposed')}</p>}
        <FormRow>{(['low', 'high'] as const).map(field)}</FormRow>
        <FormRow>{(['heatMinutes', 'freezeMinutes'] as const).map(field)}</FormRow>
        <FormActions isRunning={set.isRunning} error={set.error} onCancel={onDone} />
      </Form>
    </Card>
  );
} // prettier-ignore
