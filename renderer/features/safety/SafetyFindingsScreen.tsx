import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.ts';
import { Page } from '../../ui/index.ts';
import { AloneOrders } from './AloneOrders.tsx';
import { SafetyFigures } from './SafetyFigures.tsx';

/** What prescribers were shown and what they ordered all the same; and the orders that somebody else still has to judge. */
export default function SafetyFindingsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [tab, setTab] = useState<'statistics' | 'reviews'>('statistics');
  const tabs = (['statistics', 'reviews'] as const).filter((one) => one === 'statistics' || can('SafetyOverride.review'));
  return (
    <Page
      title={t('safety.overrides.title')}
      sub={t('safety.overrides.sub')}
      actions={
        tabs.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('safety.overrides.show')}
            value={tab}
            onChange={(next) => setTab(next === 'reviews' ? 'reviews' : 'statistics')}
            data={tabs.map((value) => ({ value, label: t(`safety.overrides.tabs.${value}`) }))}
          />
        )
      }
    >
      {tab === 'statistics' ? <SafetyFigures onReviews={() => setTab('reviews')} /> : <AloneOrders />}
    </Page>
  );
}
