import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../preload/contract/common.ts';
import type { Chart } from '../../../preload/contract/patients.ts';
import { call, useCommand } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { ConditionList } from '../patients/chartCards.tsx';

export function DiagnosisCard({ encounterId, chart }: { encounterId: string; chart: Chart }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const can = useCan();
  const { run, error } = useCommand('encounters.recordDiagnosis');
  const record = async (coding: Coding) => {
    if (await run({ encounterId, coding })) notifyDone(t('encounters.diagnosis.done', { display: coding.display }));
  };
  return (
    <Card title={t('encounters.diagnosis.title')}>
      <div className="mv-stack">
        {can('Condition.create') && (
          <SearchPicker<Coding>
            label={t('encounters.diagnosis.search')}
            placeholder={t('encounters.diagnosis.searchHint')}
            search={async (text) => (await call('codes.searchConditions', { text, locale })).codings}
            toOption={(coding) => ({ key: coding.code, label: `${coding.code} ${coding.display}` })}
            onPick={(coding) => void record(coding)}
            clearOnPick
          />
        )}
        <ErrorLine error={error} />
        <ConditionList conditions={chart.conditions} none={t('encounters.diagnosis.none')} />
      </div>
    </Card>
  );
}
