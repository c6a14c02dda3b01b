import type { Offer } from '../../preload/contract/suppliers.ts';

export type Candidate = Omit<Offer, 'reasons' | 'unitPrice'>;
type Reason = Offer['reasons'][number];

/** Under this a supplier is said to deliver too little. Source: the Logistics Handbook's example indicator, order fill rate of 80 per cent and more. */
const goodFillRate = 0.8;
/** A late delivery costs as much as this share of the price for every day beyond the fastest. */
const dayCosts = 0.005;

/** Best first: price a dispensing unit as it comes, dearer by what is not delivered and by each day of waiting; each with what speaks for it. */
export function weigh(candidates: readonly Candidate[], ourCurrency: string): Offer[] {
  const offers = candidates.map((one) => ({ ...one, unitPrice: one.price / one.packSize }));
  const comparable = offers.filter(({ currency }) => currency === ourCurrency);
  const cheapest = least(comparable.map(({ unitPrice }) => unitPrice));
  const fastest = least(offers.flatMap(({ figures }) => figures.leadTimeP50 ?? []));
  const cost = (one: (typeof offers)[number]): number => {
    const fill = Math.max(0.1, one.figures.fillRate ?? goodFillRate);
    const late = one.figures.leadTimeP50 === null || fastest === null ? 0 : one.figures.leadTimeP50 - fastest;
    return (one.unitPrice / fill) * (1 + late * dayCosts);
  };
  return offers
    .toSorted(
      (a, b) =>
        Number(b.currency === ourCurrency) - Number(a.currency === ourCurrency) ||
        cost(a) - cost(b) ||
        (a.supplierName < b.supplierName ? -1 : a.supplierName > b.supplierName ? 1 : 0),
    )
    .map((one) => ({ ...one, reasons: reasonsOf(one, { cheapest, fastest, ourCurrency, count: offers.length }) }));
}

type Around = { cheapest: number | null; fastest: number | null; ourCurrency: string; count: number };

function reasonsOf(one: Candidate & { unitPrice: number }, { cheapest, fastest, ourCurrency, count }: Around): Reason[] {
  const { figures } = one;
  const reasons: Reason[] = [];
  const say = (code: Reason['code'], value: number | null = null, on: string | null = null) => reasons.push({ code, value, on });
  if (count === 1) say('only-one');
  else if (one.currency !== ourCurrency) say('other-currency');
  else if (cheapest !== null && one.unitPrice <= cheapest) say('cheapest');
  else if (cheapest !== null && cheapest > 0) say('dearer', Math.round((one.unitPrice / cheapest - 1) * 100));
  if (figures.leadTimeP50 === null) say('no-history');
  else if (count === 1 || fastest === null) say('lead-time', figures.leadTimeP50);
  else if (figures.leadTimeP50 === fastest) say('fastest', figures.leadTimeP50);
  else say('slower', figures.leadTimeP50);
  if (figures.fillRate !== null) say(figures.fillRate >= goodFillRate ? 'fill-rate' : 'low-fill-rate', Math.round(figures.fillRate * 100));
  if (one.lastSuppliedOn === null) say('never-supplied');
  else say('supplied-before', null, one.lastSuppliedOn);
  return reasons;
}

const least = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));
