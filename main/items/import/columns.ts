import type { ImportField } from '../../../preload/contract/items.ts';

/** How lists call what they hold, in English and French, without accents, case and signs. The first name is the one that our own lists have. */
export const heads: Readonly<Record<ImportField, readonly string[]>> = {
  name: ['name', 'item', 'item name', 'medicine', 'drug', 'product', 'product name', 'description', 'designation', 'nom', 'article', 'medicament', 'produit', 'libelle', 'nom de l article', 'nom du produit'],
  ingredient: ['ingredient', 'ingredients', 'generic', 'generic name', 'inn', 'active ingredient', 'dci', 'principe actif', 'nom generique', 'molecule', 'substance'],
  strength: ['strength', 'dose', 'dosage', 'concentration', 'force', 'teneur'],
  form: ['form', 'dosage form', 'pharmaceutical form', 'forme', 'forme galenique', 'forme pharmaceutique'],
  unit: ['unit', 'dispensing unit', 'unit of issue', 'issue unit', 'uom', 'unite', 'unite de dispensation', 'unite de distribution', 'unite de base'],
  atc: ['atc', 'atc code', 'code atc'],
  category: ['category', 'class', 'group', 'therapeutic class', 'categorie', 'classe', 'classe therapeutique', 'groupe', 'famille'],
  programme: ['programme', 'program', 'fund', 'programme de sante', 'bailleur'],
  ven: ['ven', 'ven class', 'vital essential', 'classe ven'],
  packSize: ['pack size', 'packsize', 'units per pack', 'units a pack', 'quantity per pack', 'pack', 'taille', 'taille du conditionnement', 'conditionnement', 'unites par boite', 'quantite par boite'],
  packName: ['pack name', 'pack', 'packaging', 'presentation', 'nom du conditionnement', 'emballage'],
  gtin: ['gtin', 'ean', 'ean 13', 'ean13', 'barcode', 'bar code', 'upc', 'code barres', 'code a barres', 'code barre'],
  reorderLevel: ['reorder level', 'reorder point', 'reorder', 'alert level', 'seuil', 'seuil d alerte', 'seuil de commande', 'point de commande', 'niveau de commande'],
  minimum: ['minimum', 'min', 'min stock', 'minimum stock', 'safety stock', 'stock minimum', 'stock min', 'stock de securite', 'niveau minimum'],
  maximum: ['maximum', 'max', 'max stock', 'maximum stock', 'stock maximum', 'stock max', 'niveau maximum'],
  leadTimeDays: ['lead time days', 'lead time', 'lead time in days', 'delivery time', 'delai', 'delai de livraison', 'delai jours', 'delai en jours'],
  price: ['price', 'unit price', 'selling price', 'prix', 'prix unitaire', 'prix de vente'],
  isControlled: ['controlled', 'narcotic', 'controlled substance', 'controle', 'stupefiant', 'stupefiants', 'substance controlee'],
  isColdChain: ['cold chain', 'keep cold', 'refrigerated', 'fridge', 'chaine du froid', 'chaine de froid', 'refrigere', 'froid'],
  quantity: ['quantity', 'qty', 'on hand', 'stock', 'stock on hand', 'opening stock', 'balance', 'quantite', 'qte', 'stock disponible', 'stock initial', 'quantite en stock'],
  lotNumber: ['lot number', 'lot', 'lot no', 'batch', 'batch number', 'batch no', 'numero de lot', 'no de lot', 'n de lot', 'lot n'],
  expiry: ['expiry', 'expiry date', 'exp', 'exp date', 'expiration', 'expiration date', 'expires', 'best before', 'peremption', 'date de peremption', 'date d expiration', 'date peremption'],
  unitCost: ['unit cost', 'cost', 'cost price', 'purchase price', 'cout', 'cout unitaire', 'prix d achat', 'prix achat'],
}; // prettier-ignore

const plain = (head: string) =>
  head
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The field of each column by its head; a field is given once, to the first column that is called so. */
export function guessFields(names: readonly string[]): (ImportField | null)[] {
  const fields = Object.keys(heads) as ImportField[];
  const guessed: (ImportField | null)[] = names.map(() => null);
  const taken = new Set<ImportField>();
  // the plainest names first: "pack" is the size where no other column is
  const depth = Math.max(...Object.values(heads).map((each) => each.length));
  const words = names.map(plain);
  for (let rank = 0; rank < depth; rank++) {
    for (const field of fields) {
      if (taken.has(field)) continue;
      const at = words.findIndex((word, place) => guessed[place] === null && word === heads[field][rank]);
      if (at < 0) continue;
      guessed[at] = field;
      taken.add(field);
    }
  }
  return guessed;
}

/** Lists often have a title above: the head is the line of the first ten in which most columns are known, else the first. */
export function headAt(rows: readonly { cells: readonly string[] }[]): number {
  let best = { at: 0, known: 1 };
  for (const [at, { cells }] of rows.slice(0, 10).entries()) {
    const known = guessFields(cells).filter((field) => field !== null).length;
    if (known > best.known) best = { at, known };
  }
  return best.at;
}
