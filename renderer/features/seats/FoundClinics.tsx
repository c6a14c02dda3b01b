import { Button, Loader, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, Server } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SeatBridge } from '../../../preload/contract/bridge.ts';

/** Who makes itself known on this network. Only its signs and address: whoever stands there is proved by the code. */
export function FoundClinics({ seat, chosen, onChoose }: { seat: SeatBridge; chosen: string; onChoose: (address: string) => void }) {
  const { t } = useTranslation();
  const search = useQuery({ queryKey: ['seat.find'], queryFn: () => seat.find(), gcTime: 0 });
  const found = search.data ?? [];
  return (
    <section className="mv-found" aria-label={t('seats.join.found')}>
      <header>
        <h2>{t('seats.join.found')}</h2>
        <Button size="compact-sm" variant="subtle" disabled={search.isFetching} onClick={() => void search.refetch()}>
          {t('seats.join.lookAgain')}
        </Button>
      </header>
      <div role="status">
        {search.isFetching && (
          <span className="mv-line mv-muted">
            <Loader size={14} /> {t('seats.join.looking')}
          </span>
        )}
        {!search.isFetching && found.length === 0 && <span className="mv-muted">{t('seats.join.noneFound')}</span>}
      </div>
      {found.map(({ code, address }) => (
        <UnstyledButton
          key={`${code} ${address}`}
          className="mv-found-one"
          aria-pressed={address === chosen}
          onClick={() => onChoose(address)}
        >
          <Server size={18} strokeWidth={1.5} aria-hidden="true" />
          <strong>{code}</strong>
          <span className="mv-muted">{address}</span>
          {address === chosen && <Check size={16} aria-hidden="true" />}
        </UnstyledButton>
      ))}
    </section>
  );
}
