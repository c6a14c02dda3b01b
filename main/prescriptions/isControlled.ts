import type { Row } from '../../db/schema/index.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { matchMedicine } from '../knowledge/matchMedicine.ts';

/** An item of ours is what the facility marked it as; of a medicine that was only typed the international schedules speak. */
export function isControlledOrder(item: Pick<Row<'item'>, 'is_controlled'> | undefined, medicine: string, knowledge: Knowledge): boolean {
  if (item) return item.is_controlled === 1;
  const { ingredients } = matchMedicine(medicine, knowledge);
  return ingredients.some(({ id }) => knowledge.flags.of(id).some(({ kind }) => kind === 'controlled'));
}
