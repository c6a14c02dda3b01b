import type { MessagePortMain } from 'electron';
import type { FacilityState } from '../../preload/contract/bridge.ts';
import { openSeat } from '../seats/connector/openSeat.ts';
import type { SeatStore, StoredSeat } from './seatStore.ts';
import { type OpenLine, superviseSeat } from './superviseSeat.ts';

/** This computer as a seat of the clinic on another one: no facility process, no data here. */
export function startSeat(needs: { seat: StoredSeat; store: SeatStore; onState: (state: FacilityState) => void; onBorn: () => void }) {
  const { store, onState, onBorn } = needs;
  let { seatOf, paired } = needs.seat;
  const openLine: OpenLine = (listener) => {
    if (!paired) return keyLost(listener);
    const onAddress = (address: string) => {
      if (!paired) return;
      paired = { ...paired, address };
      seatOf = { ...seatOf, address };
      void store.write(paired, seatOf.seatName);
    };
    return openSeat(paired, { ...listener, onAddress });
  };
  return superviseSeat<MessagePortMain>({ seatOf: () => seatOf, openLine, onState, onBorn });
}

const keyLost: OpenLine = ({ onState }) => {
  const timer = setTimeout(() => onState({ state: 'refused', error: { code: 'seat.key_lost', data: {} } }));
  return { send: () => false, close: () => clearTimeout(timer) };
};
