import type { Knowledge } from './knowledge.ts';
import { loadConditions, loadKnowledge } from './load.ts';
import type { ConditionCatalogue } from './searchConditions.ts';

/** The shipped fact tables, each read when it is first needed. */
export type Catalogues = { readonly knowledge: Knowledge; readonly conditions: ConditionCatalogue };

let knowledge: Knowledge | undefined;
let conditions: ConditionCatalogue | undefined;

export function makeCatalogues(): Catalogues {
  return {
    get knowledge() {
      return (knowledge ??= loadKnowledge());
    },
    get conditions() {
      return (conditions ??= loadConditions());
    },
  };
}
