import type { RequestLine } from '../../db/queries/prescriptions.ts';
import { prepared } from '../../db/statements.ts';
import { directionsSentence } from '../../preload/contract/dosageSentence.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { Rate } from './exact.ts';
import { readDosage, readProduct } from './perDay.ts';
import { productOf } from './product.ts';
import { directionsFor, judgeSubstitute } from './substitute.ts';

type Item = { id: string; name: string; product: string };
export type Substitute = {
  item: Item;
  rate: Rate;
  kind: 'generic' | 'strength' | 'form';
  /** null: somebody must write them */ directions: string | null;
};

/** What another item would mean for this prescription. @throws 'not_found', 'dispensing.other_ingredient', 'dispensing.other_form', 'dispensing.strength_unknown', 'dispensing.not_exact' */
export function substituteFor(ctx: Context, request: RequestLine, own: string, itemId: string): Substitute {
  const item = prepared(ctx.raw, 'SELECT id, name, product FROM item WHERE id = ?').get(itemId) as Item | undefined;
  const asked = productOf(ctx.raw, own);
  if (!item || asked === null) throw new AppError('not_found', { resource: 'item' });
  const judged = judgeSubstitute(readProduct(asked), readProduct(item.product));
  if ('refused' in judged) throw new AppError(refusals[judged.refused]);
  const { kind, rate } = judged;
  const dosage = readDosage(request.dosage);
  if (!dosage) return { item, kind, rate, directions: rate.units === rate.per && kind === 'generic' ? request.directions : null };
  const other = directionsFor(dosage, rate, readProduct(item.product));
  if (!other) throw new AppError('dispensing.not_exact', { units: rate.units, per: rate.per });
  const isSame = JSON.stringify(other) === JSON.stringify(dosage);
  return {
    item,
    kind,
    rate,
    directions: isSame ? request.directions : directionsSentence(other, ctx.facility.self.locale === 'fr' ? 'fr' : 'en'),
  };
}

const refusals = {
  ingredient: 'dispensing.other_ingredient',
  form: 'dispensing.other_form',
  strength: 'dispensing.strength_unknown',
} as const;
