import type { Product } from '../../../preload/contract/inventory.ts';
import { productKey } from '../../../sync/protocol/productKey.ts';
import { fold } from '../../patients/names.ts';
import type { ItemLine, Problem, RowFacts, RowLot, RowPack } from './rows.ts';
import type { ProblemCode } from './values.ts';

/** An item that is here already; `product` as JSON, read only where a row changes it. */
export type Existing = {
  itemId: string;
  name: string;
  unit: string;
  product: string;
  productKey: string;
  isUnitFixed: boolean;
  gtins: readonly string[];
};

/** What is to be done with one item, from all its rows. `itemId` null: a new one, whose name and product are there. */
export type Operation = {
  itemId: string | null;
  name: string | null;
  product: Product | null;
  facts: RowFacts;
  packs: RowPack[];
  lots: RowLot[];
  rows: number;
  firstRow: number;
};

const mostPacks = 30;

/**
 * Puts the rows of a list together to items: several rows of one item bring more packs or more lots. An item is known again by a GTIN,
 * else by its product under its own name, else by its product, else by its name.
 */
export class Planner {
  readonly problems: Problem[] = [];
  readonly #byGtin = new Map<string, Existing>();
  readonly #byProduct = new Map<string, Existing[]>();
  readonly #byName = new Map<string, Existing[]>();
  readonly #operations = new Map<string, Operation>();
  readonly #keyByGtin = new Map<string, string>();
  /** existing items that a row of this list names in full: another brand of the same product is another item */
  readonly #claimed: ReadonlySet<string>;

  constructor(existing: readonly Existing[], lines: readonly ItemLine[]) {
    for (const item of existing) {
      for (const gtin of item.gtins) this.#byGtin.set(gtin, item);
      add(this.#byProduct, item.productKey, item);
      add(this.#byName, fold(item.name), item);
    }
    this.#claimed = new Set(lines.flatMap((line) => this.#inFull(line)?.itemId ?? []));
  }

  operations(): Operation[] {
    return [...this.#operations.values()];
  }

  /** @returns whether the row is part of the plan, of an item that is here already, or wrong */
  take(line: ItemLine): 'new' | 'existing' | 'wrong' {
    const found = this.#find(line);
    if (found === 'several') return this.#refuse(line, 'several', line.name);
    if (!found && line.name === '') return this.#refuse(line, 'name-missing');
    if (!found && !line.whole) return this.#refuse(line, line.lacks);
    if (found?.isUnitFixed && line.unit !== null && line.unit !== found.unit) return this.#refuse(line, 'unit-fixed', found.unit);
    const key = found ? found.itemId : keyOf(line);
    const gtin = line.pack?.gtin ?? null;
    const holder = gtin === null ? undefined : (this.#keyByGtin.get(gtin) ?? this.#byGtin.get(gtin)?.itemId);
    if (holder !== undefined && holder !== key) return this.#refuse(line, 'gtin-elsewhere', this.#operations.get(holder)?.name ?? this.#byGtin.get(gtin ?? '')?.name ?? ''); // prettier-ignore
    const before = this.#operations.get(key);
    if (before) {
      const fault = join(before, line);
      if (fault) return this.#refuse(line, fault, String(before.firstRow));
    } else this.#operations.set(key, begin(line, found));
    if (gtin !== null) this.#keyByGtin.set(gtin, key);
    return found ? 'existing' : 'new';
  }

  #inFull(line: ItemLine): Existing | undefined {
    if (!line.whole || line.name === '') return undefined;
    const key = productKey(line.whole);
    return this.#byName.get(fold(line.name))?.find((item) => item.productKey === key);
  }

  #find(line: ItemLine): Existing | 'several' | undefined {
    const byGtin = line.pack?.gtin ? this.#byGtin.get(line.pack.gtin) : undefined;
    const sure = byGtin ?? this.#inFull(line);
    if (sure) return sure;
    const products = line.whole
      ? (this.#byProduct.get(productKey(line.whole)) ?? []).filter(({ itemId }) => !this.#claimed.has(itemId))
      : [];
    if (products.length > 1) return 'several';
    if (products[0]) return products[0];
    const names = line.name === '' ? [] : (this.#byName.get(fold(line.name)) ?? []);
    // the same name with another strength, form or unit in full is another item of that name
    if (line.whole && line.ingredients && line.unit !== null && line.form !== null) return undefined;
    return names.length > 1 ? 'several' : names[0];
  }

  #refuse(line: ItemLine, code: ProblemCode, about = ''): 'wrong' {
    const field = code === 'unit-fixed' || code === 'unit-missing' ? 'unit' : code === 'form-missing' ? 'form' : code === 'gtin-elsewhere' ? 'gtin' : 'name'; // prettier-ignore
    this.problems.push({ row: line.row, field, value: field === 'unit' ? (line.unit ?? '') : field === 'gtin' ? (line.pack?.gtin ?? '') : line.name, code, about }); // prettier-ignore
    return 'wrong';
  }
}

const keyOf = (line: ItemLine) => `${fold(line.name)}|${line.whole ? productKey(line.whole) : ''}`;

function begin(line: ItemLine, found: Existing | undefined): Operation {
  const whole = found ? changed(line, found) : line.whole;
  return {
    itemId: found?.itemId ?? null,
    name: line.name === '' ? null : line.name,
    product: whole,
    facts: { ...line.facts },
    packs: line.pack ? [line.pack] : [],
    lots: line.lot ? [line.lot] : [],
    rows: 1,
    firstRow: line.row,
  };
}

/** What the row's own cells change of the product; null where they say nothing new. */
function changed(line: ItemLine, found: Existing): Product | null {
  if (line.ingredients === null && line.form === null && line.unit === null && line.atc === null) return null;
  const before = JSON.parse(found.product) as Product;
  return {
    ingredients: line.ingredients ?? before.ingredients,
    form: line.form ?? before.form,
    unit: line.unit ?? before.unit,
    atc: line.atc ?? before.atc,
  };
}

/** Another row of the same item: a further pack or lot, and nothing that contradicts the first row. */
function join(before: Operation, line: ItemLine): ProblemCode | null {
  for (const [field, value] of Object.entries(line.facts)) {
    const first = before.facts[field as keyof RowFacts];
    if (first !== undefined && first !== value) return 'differs';
  }
  const { pack, lot } = line;
  const isPackKnown = !pack || before.packs.some((one) => isSamePack(one, pack));
  const isLotKnown = lot ? before.lots.some((one) => one.lotNumber === lot.lotNumber && one.expiry === lot.expiry) : true;
  if (lot && isLotKnown) return 'lot-twice';
  if (isPackKnown && !lot) return 'twice';
  if (pack && !isPackKnown) {
    if (before.packs.length >= mostPacks) return 'too-many-packs';
    before.packs.push(pack);
  }
  if (lot) before.lots.push(lot);
  before.facts = { ...line.facts, ...before.facts };
  before.rows += 1;
  return null;
}

const isSamePack = (one: RowPack, other: RowPack) => (one.gtin === other.gtin || other.gtin === null) && (one.size === other.size || other.size === null) && (one.name === other.name || other.name === ''); // prettier-ignore

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
