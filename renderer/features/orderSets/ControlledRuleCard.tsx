import { Button, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Facts, Form, FormRow, notifyDone, SkeletonRows } from '../../ui/index.ts';

type Rule = Output<'controlledPrescribing.get'>;

/** How long a prescription of a controlled medicine is good, as the law here says and where it says so. */
export function ControlledRuleCard() {
  const { t } = useTranslation();
  const can = useCan();
  const rule = useQuery('controlledPrescribing.get', {});
  const days = (count: number) => `${count} ${t('prescriptions.prescribe.days')}`;
  return (
    <Card title={t('prescribing.sets.rule')}>
      {rule.error && <ErrorLine error={rule.error} onRetry={() => void rule.refetch()} />}
      {!rule.data && !rule.error && <SkeletonRows rows={3} />}
      {rule.data && can('ControlledPrescribing.update') && <RuleForm key={rule.data.version} rule={rule.data} />}
      {rule.data && !can('ControlledPrescribing.update') && (
        <Facts
          facts={[
            [t('prescribing.sets.validDays'), days(rule.data.validDays)],
            [t('prescribing.sets.mostDays'), days(rule.data.mostDays)],
            [t('prescribing.sets.mostRefills'), String(rule.data.mostRefills)],
            [t('prescribing.sets.source'), rule.data.source],
          ]}
        />
      )}
    </Card>
  );
}

function RuleForm({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const amend = useCommand('controlledPrescribing.amend');
  const [draft, setDraft] = useState(rule);
  const number = (field: 'validDays' | 'mostDays' | 'mostRefills', min: number, max: number, suffix: string) => (
    <NumberInput
      label={t(`prescribing.sets.${field}`)}
      value={draft[field]}
      onChange={(next) => typeof next === 'number' && setDraft({ ...draft, [field]: next })}
      min={min}
      max={max}
      decimalScale={0}
      suffix={suffix}
    />
  );
  const days = ` ${t('prescriptions.prescribe.days')}`;
  const save = async () => {
    if (await amend.run(draft)) notifyDone(t('prescribing.sets.ruleSaved'));
  };
  return (
    <Form label={t('prescribing.sets.rule')} onSubmit={() => void save()}>
      <p className="mv-muted">{t('prescribing.sets.ruleText')}</p>
      <FormRow>
        {number('validDays', 1, 365, days)}
        {number('mostDays', 1, 365, days)}
        {number('mostRefills', 0, 24, '')}
      </FormRow>
      <Textarea
        label={t('prescribing.sets.source')}
        value={draft.source}
        onChange={(event) => setDraft({ ...draft, source: event.currentTarget.value })}
        minRows={1}
        autosize
        maxLength={200}
        withAsterisk
      />
      <ErrorLine error={amend.error} />
      <div className="mv-actions">
        <Button type="submit" loading={amend.isRunning} disabled={draft.source.trim().length < 3}>
          {t('prescribing.sets.saveRule')}
        </Button>
      </div>
    </Form>
  );
}
