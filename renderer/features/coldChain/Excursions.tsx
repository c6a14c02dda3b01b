import { useTranslation } from 'react-i18next';
import type { ExcursionRow } from '../../../preload/contract/coldChain.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

/** Times out of range: those that nobody has decided about first, with the lots that wait for it. */
export function Excursions({ excursions }: { excursions: readonly ExcursionRow[] }) {
  const { t } = useTranslation();
  if (excursions.length === 0) return null;
  const sorted = excursions.toSorted((a, b) => Number(a.conclusion !== null) - Number(b.conclusion !== null));
  return (
    <Card title={t('coldChain.excursions')}>
      <div className="mv-stack">
        {sorted.map((excursion) => (
          <Excursion key={excursion.excursionId} excursion={excursion} />
        ))}
      </div>
    </Card>
  );
}

function Excursion({ excursion }: { excursion: ExcursionRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const conclude = useCommand('coldChain.conclude');
  const { excursionId, version, conclusion, lots } = excursion;
  const when = excursion.endedAt
    ? t('coldChain.fromTo', { from: format.instant(excursion.startedAt), to: format.instant(excursion.endedAt) })
    : t('coldChain.since', { from: format.instant(excursion.startedAt) });
  const decide = (next: 'usable' | 'discard') => (note: string) => conclude.run({ excursionId, conclusion: next, note, version });
  return (
    <Notice
      tone={conclusion === null ? 'red' : 'grey'}
      title={t(`coldChain.kind.${excursion.kind}`, { celsius: format.measure(excursion.extreme) })}
    >
      <div>{when}</div>
      {!excursion.isTimed && <div>{t('coldChain.untimed')}</div>}
      {lots.length > 0 && (
        <ul className="mv-plain-list">
          {lots.map((lot) => (
            <li key={lot.lotId}>{t('coldChain.lotOnHold', { item: lot.itemName, lot: lot.lotNumber, onHand: units.count(lot.onHand, lot.unit) })}</li>
          ))}
        </ul>
      )}
      {conclusion !== null && <div>{t(`coldChain.decided.${conclusion}`, { by: excursion.concludedBy, note: excursion.note })}</div>}
      <ErrorLine error={conclude.error} />
      {conclusion === null && can('ColdChain.conclude') && (
        <div className="mv-actions">
          <ConfirmButton
            label={t('coldChain.usable.open')}
            title={t('coldChain.usable.title')}
            consequence={t('coldChain.usable.text')}
            reasonLabel={t('coldChain.why')}
            confirmLabel={t('coldChain.usable.save')}
            onConfirm={decide('usable')}
          />
          <ConfirmButton
            label={t('coldChain.discard.open')}
            title={t('coldChain.discard.title')}
            consequence={t('coldChain.discard.text')}
            reasonLabel={t('coldChain.why')}
            confirmLabel={t('coldChain.discard.save')}
            isDanger
            onConfirm={decide('discard')}
          />
        </div>
      )}
    </Notice>
  );
} // prettier-ignore
