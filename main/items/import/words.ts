import type { ImportField } from '../../../preload/contract/items.ts';
import type { Problem } from './rows.ts';
import type { ProblemCode } from './values.ts';

export type Locale = 'en' | 'fr';

/** What is wrong and what to do, for the screen and for the file of rows that were left out. */
const sentences: Record<Locale, Record<ProblemCode, string>> = {
  en: {
    'name-missing': 'The name is missing or a single letter. Type the name as it stands on the pack.',
    'form-missing': 'The form is not said. Type it (tablet, syrup, injection ...), and what is counted.',
    'unit-missing': 'It is not said what is counted. Type the unit: tablet, bottle, ml ...',
    'too-long': 'This is too long. Use at most 200 characters.',
    'not-whole': 'This must be a whole number above 0 of dispensing units. Round it, or count in a smaller unit.',
    'not-number': 'This is not a number. Type digits only.',
    negative: 'This is below zero. Type 0 or more.',
    'too-large': 'This is larger than can be. Check the digits.',
    'too-fine': 'This is finer than the smallest coin. Round it.',
    'bad-date': 'This is no date, or too far away. Type it as 2028-01-31, 31/01/2028 or 01/2028.',
    'bad-gtin': 'This is no GTIN: it has 8, 12, 13 or 14 digits, and the last one fits the others. Compare it with the pack.',
    'gtin-shortened': 'The spreadsheet has shortened this number. Set the column to text and type the digits again.',
    'gtin-elsewhere': 'This GTIN belongs to “{about}”. Correct the number, or the name.',
    'yes-no': 'Type yes or no.',
    'bad-ven': 'Type V, E or N.',
    levels: 'The maximum lies below the minimum. Change one of them.',
    'broken-quotes': 'A quotation mark is not closed in this line. Take it out, or double it.',
    'too-many-values': 'There are more values than columns. Put text that holds the separator in quotation marks.',
    formula: 'This is a formula without a result. Put the value in its place.',
    'sheet-error': 'The spreadsheet shows an error here. Put the value in its place.',
    'lost-letters': 'Letters were lost when this file was saved. Save it as CSV UTF-8 or XLSX from the original.',
    twice: 'This item stands in row {about} already, with the same pack and lot. Remove one of them.',
    'lot-twice': 'This lot of the item stands in another row already (first row: {about}). Add the quantities, or correct the lot.',
    differs: 'This row says something else of the item than row {about}. Make them the same.',
    several: 'Several items fit. Type the GTIN, or the name exactly as it stands in the stock list.',
    'unit-fixed': 'The item is counted in “{about}” and stock of it exists, so its unit stays. Recount the row in that unit.',
    'too-many-packs': 'An item can have 30 packs at most.',
    'bad-strength': 'The strength does not fit the ingredients. Type one for each: 400 mg + 80 mg.',
  },
  fr: {
    'name-missing': 'Le nom manque ou n’a qu’une lettre. Saisissez le nom tel qu’il figure sur la boîte.',
    'form-missing': 'La forme n’est pas indiquée. Saisissez-la (comprimé, sirop, injection ...), et ce qui est compté.',
    'unit-missing': 'Il n’est pas dit ce qui est compté. Saisissez l’unité : comprimé, bouteille, ml ...',
    'too-long': 'C’est trop long. Utilisez 200 caractères au plus.',
    'not-whole': 'Il faut un nombre entier d’unités de dispensation, supérieur à 0. Arrondissez, ou comptez dans une unité plus petite.',
    'not-number': 'Ce n’est pas un nombre. Saisissez seulement des chiffres.',
    negative: 'C’est inférieur à zéro. Saisissez 0 ou plus.',
    'too-large': 'C’est plus grand que possible. Vérifiez les chiffres.',
    'too-fine': 'C’est plus fin que la plus petite pièce de monnaie. Arrondissez.',
    'bad-date': 'Ce n’est pas une date, ou elle est trop lointaine. Saisissez 2028-01-31, 31/01/2028 ou 01/2028.',
    'bad-gtin': 'Ce n’est pas un GTIN : il a 8, 12, 13 ou 14 chiffres, et le dernier correspond aux autres. Comparez avec la boîte.',
    'gtin-shortened': 'Le tableur a raccourci ce nombre. Mettez la colonne en texte et saisissez de nouveau les chiffres.',
    'gtin-elsewhere': 'Ce GTIN appartient à « {about} ». Corrigez le numéro, ou le nom.',
    'yes-no': 'Saisissez oui ou non.',
    'bad-ven': 'Saisissez V, E ou N.',
    levels: 'Le maximum est inférieur au minimum. Changez l’un des deux.',
    'broken-quotes': 'Un guillemet n’est pas fermé dans cette ligne. Enlevez-le, ou doublez-le.',
    'too-many-values': 'Il y a plus de valeurs que de colonnes. Mettez entre guillemets le texte qui contient le séparateur.',
    formula: 'C’est une formule sans résultat. Mettez la valeur à sa place.',
    'sheet-error': 'Le tableur montre une erreur ici. Mettez la valeur à sa place.',
    'lost-letters': 'Des lettres ont été perdues à l’enregistrement. Enregistrez l’original en CSV UTF-8 ou en XLSX.',
    twice: 'Cet article figure déjà à la ligne {about}, avec le même conditionnement et le même lot. Enlevez l’une des deux.',
    'lot-twice': 'Ce lot de l’article figure déjà dans une autre ligne (première ligne : {about}). Additionnez, ou corrigez le lot.',
    differs: 'Cette ligne dit autre chose de l’article que la ligne {about}. Accordez-les.',
    several: 'Plusieurs articles correspondent. Saisissez le GTIN, ou le nom exactement comme dans la liste du stock.',
    'unit-fixed': 'L’article est compté en « {about} » et il y en a eu en stock : son unité reste. Recomptez la ligne dans cette unité.',
    'too-many-packs': 'Un article peut avoir 30 conditionnements au plus.',
    'bad-strength': 'Le dosage ne correspond pas aux substances. Saisissez-en un pour chacune : 400 mg + 80 mg.',
  },
};

export const sentenceOf = ({ code, about }: Pick<Problem, 'code' | 'about'>, locale: Locale): string =>
  sentences[locale][code].replace('{about}', about ?? '');

/** Heads of the columns that the file of wrong rows has in front. They are nothing's name, so importing it again leaves them out. */
export const badRowHeads: Record<Locale, readonly [string, string]> = {
  en: ['Row in the file', 'What is wrong'],
  fr: ['Ligne du fichier', 'Ce qui ne va pas'],
};

/** The column that a problem is in, as its file calls it. */
export function columnOf(field: ImportField | null, fields: readonly (ImportField | null)[], columnHeads: readonly string[]): string {
  const at = field === null ? -1 : fields.indexOf(field);
  return at < 0 ? '' : (columnHeads[at] ?? '').slice(0, 100);
}
