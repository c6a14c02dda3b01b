import { Button, Menu } from '@mantine/core';
import { ListPlus, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { SavedLine } from '../../../preload/contract/prescriptions.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { notifyDone } from '../../ui/index.ts';

/** One's own favourites and the facility's order sets: a favourite fills the form, a set writes its lines. */
export function SavedOrders(props: { onLine: (line: SavedLine) => void; onSet: (lines: readonly SavedLine[]) => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const favourites = useQuery('favourites.list', {}).data?.favourites;
  const sets = useQuery('orderSets.list', {}).data?.sets;
  const retire = useCommand('favourites.retire');
  const remove = async (favouriteId: string, version: number) => {
    if (await retire.run({ favouriteId, version })) notifyDone(t('prescribing.saved.removed'));
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }} width={360}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<Star size={14} aria-hidden="true" />}>
            {t('prescribing.saved.favourites')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {favourites?.length === 0 && <Menu.Label>{t('prescribing.saved.noFavourites')}</Menu.Label>}
          {favourites?.map((one) => (
            <Menu.Item
              key={one.favouriteId}
              onClick={() => props.onLine(one.line)}
              onKeyDown={(event) => {
                if (event.key === 'Delete') void remove(one.favouriteId, one.version);
              }}
              aria-keyshortcuts="Delete"
            >
              <strong>{one.name}</strong>
              <small className="mv-menu-detail">{[one.line.medicine, one.line.directions].join(' · ')}</small>
            </Menu.Item>
          ))}
          {favourites !== undefined && favourites.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('prescribing.saved.removeHint')}</Menu.Label>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }} width={360}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<ListPlus size={14} aria-hidden="true" />}>
            {t('prescribing.saved.orderSets')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {sets?.length === 0 && <Menu.Label>{t('prescribing.saved.noOrderSets')}</Menu.Label>}
          {sets?.map((set) => (
            <Menu.Item key={set.orderSetId} onClick={() => props.onSet(set.lines)}>
              <strong>{set.name}</strong>
              <small className="mv-menu-detail">{set.lines.map((line) => line.medicine).join(', ')}</small>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => navigate('/order-sets')}>{t('prescribing.saved.editSets')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
