import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, Facts, Notice, ThingPane } from '../../ui/index.ts';
import { ClassTag } from './ClassTag.tsx';
import { LotTraces } from './LotTraces.tsx';
import { PeopleCard } from './PeopleCard.tsx';

/** One recall: where the goods are, who got them and who knows, and how it ended. */
export function RecallPane({ recallId, onClose }: { recallId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const found = useQuery('recalls.get', { recallId });
  const end = useCommand('recalls.close');
  const cancel = useCommand('recalls.cancel');
  if (!found.data)
    return <ThingPane label={t('recalls.title')} closeLabel={t('recalls.close')} onClose={onClose} read={found} />;
  const { recall, lots, unknownLots } = found.data;
  const isOpen = recall.status === 'open';
  return (
    <ThingPane
        label={recall.number}
        title={
          <div className="mv-title-line">
            <h2>{recall.itemName}</h2>
            <ClassTag grade={recall.class} />
          </div>
        }
        closeLabel={t('recalls.close')} onClose={onClose} read={found}
      >
        <div className="mv-stack">
          {recall.status !== 'open' && (
            <Notice tone={recall.status === 'closed' ? 'green' : 'grey'} title={t(`recalls.ended.${recall.status}`, { day: format.dayOf(recall.endedAt ?? recall.openedAt) })}>
              {recall.outcome}
            </Notice>
          )}
          <Facts
            facts={[
              [t('recalls.facts.number'), recall.number],
              [t('recalls.facts.reason'), recall.reason],
              [t('recalls.facts.class'), t(`recalls.class.${recall.class}`)],
              [t('recalls.facts.source'), recall.source],
              [t('recalls.facts.lots'), recall.isWholeItem ? t('recalls.everyLot') : recall.lotNumbers.join(', ')],
              [t('recalls.facts.opened'), `${format.dayOf(recall.openedAt)} · ${recall.openedBy}`],
            ]}
          />
          {unknownLots.length > 0 && <Notice tone="blue">{t('recalls.unknownLots', { lots: unknownLots.join(', ') })}</Notice>}
          <Card title={t('recalls.lot.title')}>
            {lots.length === 0 ? <p className="mv-muted">{t('recalls.lot.none')}</p> : <LotTraces lots={lots} unit={recall.unit} />}
          </Card>
          <PeopleCard recall={recall} />
          <ErrorLine error={end.error ?? cancel.error} />
          {isOpen && can('Recall.create') && (
            <div className="mv-actions">
              <ConfirmButton
                label={t('recalls.end.open')}
                title={t('recalls.end.title')}
                consequence={t('recalls.end.text')}
                reasonLabel={t('recalls.end.outcome')}
                confirmLabel={t('recalls.end.save')}
                onConfirm={(outcome) => end.run({ recallId, outcome, version: recall.version })}
              />
              <ConfirmButton
                label={t('recalls.cancel.open')}
                title={t('recalls.cancel.title')}
                consequence={t('recalls.cancel.text')}
                reasonLabel={t('recalls.cancel.outcome')}
                confirmLabel={t('recalls.cancel.save')}
                isDanger
                onConfirm={(outcome) => cancel.run({ recallId, outcome, version: recall.version })}
              />
            </div>
          )}
        </div>
    </ThingPane>
  );
} // prettier-ignore
