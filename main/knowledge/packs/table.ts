/** What tells two rows of a table apart; in a table that is not named here, the whole row. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  ingredients: ['id'],
  names: ['text'],
  classes: ['id'],
  lists: ['id'],
  references: ['id'],
  levels: ['list', 'level'],
  interactions: ['list', 'left', 'right'],
  allergyClasses: ['id'],
  sideChains: ['ingredient'],
  crossReactivity: ['key'],
  tallMan: ['ingredient'],
};

/** Tables that are never shipped, whose shape is therefore told here. */
export const packOnlyTables: Readonly<Record<string, readonly string[]>> = {
  /** `kind`: atc (value: the code), ddd (value: amount and unit, note: route), pregnancy-letter, class (note: whose) */
  ingredientFacts: ['ingredient', 'kind', 'value', 'note', 'list'],
};

export function keyColumns(table: string, columns: readonly string[]): number[] {
  return (keysOf[table] ?? columns).map((name) => columns.indexOf(name)).filter((at) => at >= 0);
}
