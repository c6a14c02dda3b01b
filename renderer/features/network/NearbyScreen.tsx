import { MapPin, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call, useQuery } from '../../lib/api.ts';
import { DataTable, EmptyState, ErrorLine, Page, SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { LinkNotice } from './LinkNotice.tsx';
import './network.css';
import { type NearbyLine, useNearbyColumns } from './nearbyColumns.tsx';
import { Peers } from './Peers.tsx';
import { oldAfterSeconds } from './words.ts';

type Found = { kind: 'item'; item: ItemRow } | { kind: 'text'; text: string };

/** Who near me has it: asked by one of our items or by a name; our own stock stands first. */
export default function NearbyScreen() {
  const { t } = useTranslation();
  const units = useUnits();
  const [, navigate] = useLocation();
  const asked = useAsked();
  const [typed, setTyped] = useState<string | null>(null);
  const status = useQuery('network.status', {}).data;
  const hasQuestion = asked.itemId !== undefined || asked.text !== undefined;
  const nearby = useQuery('network.nearby', asked, { enabled: hasQuestion });
  const answer = hasQuestion ? nearby.data : undefined;
  const nameOfAnswer = answer && (answer.ours ? medicineWords(answer.ours) : answer.asked);
  const text = typed ?? asked.text ?? nameOfAnswer ?? '';

  const lines: NearbyLine[] | undefined = answer && [
    ...(answer.ours ? [{ kind: 'ours', item: answer.ours } as const] : []),
    ...answer.rows.map((row): NearbyLine => ({ kind: 'theirs', row })),
  ];
  const columns = useNearbyColumns(lines ?? [], nearby.dataUpdatedAt);
  const hasNobody = answer !== undefined && !answer.rows.some((row) => row.onHand > 0);
  const search = async (words: string): Promise<Found[]> => {
    const { items } = await call('inventory.items', { filter: words, limit: 10 });
    return [...items.map((item): Found => ({ kind: 'item', item })), { kind: 'text', text: words }];
  };
  const toOption = (found: Found) =>
    found.kind === 'item'
      ? {
          key: found.item.itemId,
          label: medicineWords(found.item),
          detail: `${t('network.nearby.ours')} · ${t('prescriptions.prescribe.inStock', { quantity: units.count(found.item.usable, found.item.unit) })}`,
        }
      : {
          key: 'text',
          label: found.text,
          detail: `${t('network.nearby.asText', { text: found.text })}, ${t('network.nearby.asTextDetail')}`,
        };

  return (
    <Page title={t('network.nearby.title')} sub={answer && t('network.nearby.asked', { name: answer.asked })}>
      <div className="mv-toolbar" role="search">
        <div className="mv-ask">
          <SearchPicker
            label={t('network.nearby.ask')}
            placeholder={t('network.nearby.askHint')}
            search={search}
            toOption={toOption}
            text={text}
            onText={setTyped}
            onPick={(found) =>
              navigate(found.kind === 'item' ? `/nearby?item=${found.item.itemId}` : `/nearby?text=${encodeURIComponent(found.text)}`)
            }
            autoFocus={!hasQuestion}
          />
        </div>
      </div>
      <LinkNotice status={status} />
      {nearby.error && <ErrorLine error={nearby.error} onRetry={() => void nearby.refetch()} />}
      {hasQuestion ? (
        <>
          <DataTable
            label={t('network.nearby.list')}
            rows={lines}
            rowId={(line) => (line.kind === 'ours' ? 'ours' : line.row.facilityId + line.row.itemName)}
            columns={columns}
            tone={(line) => (line.kind === 'theirs' && line.row.ageSeconds >= oldAfterSeconds ? 'muted' : undefined)}
            empty={<EmptyState icon={SearchX} title={t('network.nearby.empty.nobody')} text={t('network.nearby.empty.nobodyText')} />}
            note={hasNobody ? t('network.nearby.empty.nobody') : undefined}
            autoFocus
          />
        </>
      ) : (
        <div className="mv-page-scroll">
          <div>
            <EmptyState icon={MapPin} title={t('network.nearby.empty.start')} text={t('network.nearby.empty.startText')} />
          </div>
          {status && status.link !== 'not-enrolled' && <Peers />}
        </div>
      )}
    </Page>
  );
}

/** `?item=ID` or `?text=WORDS`, wherever the address carries it. */
function useAsked(): { itemId?: string; text?: string } {
  const params = new URLSearchParams(useSearch());
  const itemId = params.get('item');
  const text = params.get('text');
  if (itemId) return { itemId };
  return text ? { text } : {};
}
