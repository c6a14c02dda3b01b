import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { SeatRow } from './SeatRow.tsx';

const everyMs = 30_000;

export function SeatList({ canChange }: { canChange: boolean }) {
  const { t } = useTranslation();
  const { data, error } = useQuery('seats.list', {}, { everyMs });
  const [isAll, setAll] = useState(false);
  const present = data?.seats.filter((seat) => seat.revokedAt === null) ?? [];
  const revoked = data?.seats.filter((seat) => seat.revokedAt !== null) ?? [];
  return (
    <Card title={t('seats.list.title')}>
      <ErrorLine error={error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data && present.length === 0 && <p className="mv-none">{t('seats.list.none')}</p>}
      <ul className="mv-list">
        {[...present, ...(isAll ? revoked : [])].map((seat) => (
          <SeatRow key={seat.seatId} seat={seat} canChange={canChange} />
        ))}
      </ul>
      {revoked.length > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(!isAll)}>
          {isAll ? t('seats.list.hideRevoked') : t('seats.list.showRevoked', { count: revoked.length })}
        </Button>
      )}
    </Card>
  );
}
