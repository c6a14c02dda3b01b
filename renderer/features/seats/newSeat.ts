import { useEffect, useRef } from 'react';
import { useQuery } from '../../lib/api.ts';

/** Tells the name of whoever pairs while a code is shown. */
export function useNewSeat(isWaiting: boolean, onPaired: (name: string) => void): void {
  const seats = useQuery('seats.list', {}).data?.seats;
  const known = useRef<ReadonlySet<string> | null>(null);
  const tell = useRef(onPaired);
  useEffect(() => {
    tell.current = onPaired;
  });
  useEffect(() => {
    if (!isWaiting || !seats) {
      known.current = null;
      return;
    }
    const fresh = known.current && seats.find(({ seatId }) => !known.current?.has(seatId));
    known.current = new Set(seats.map(({ seatId }) => seatId));
    if (fresh) tell.current(fresh.name);
  }, [isWaiting, seats]);
}
