import { readStoreList, type StoreList } from '../../db/queries/storeLists.ts';
import type { StockTable } from '../../preload/contract/stockReports.ts';
import type { Context } from '../facility/context.ts';

type Kind = StockTable['columns'][number]['kind'];
type Columns = readonly (readonly [english: string, french: string, kind: Kind])[];

const number = ['Number', 'Numéro', 'text'] as const;
const status = ['State', 'État', 'text'] as const;
const item = ['Item', 'Article', 'text'] as const;
const place = ['Place', 'Lieu', 'text'] as const;
const by = ['By', 'Par', 'text'] as const;
const begun = ['Begun', 'Commencé', 'day'] as const;
const linesOf = ['Lines', 'Lignes', 'number'] as const;
const supplier = ['Supplier', 'Fournisseur', 'text'] as const;
const expiry = ['Expiry', 'Péremption', 'day'] as const;

/** The lists of the store as they are read for a file; in the order of the columns of db/queries/storeLists.ts. States stand as the program keeps them. */
const columns: Record<StoreList, Columns> = {
  orders: [number, supplier, status, ['Written', 'Écrite', 'day'], ['Expected', 'Attendue', 'day'], ['Their number', 'Leur numéro', 'text'], linesOf],
  requisitions: [number, ['Who asks', 'Demandeur', 'text'], ['Who gives', 'Fournisseur', 'text'], status, ['Written', 'Écrite', 'day'], ['Needed', 'Nécessaire', 'day'], linesOf],
  suppliers: [['Name', 'Nom', 'text'], ['Contact', 'Contact', 'text'], ['Telephone', 'Téléphone', 'text'], ['E-mail', 'E-mail', 'text'], ['Account', 'Compte', 'text'], ['Terms', 'Conditions', 'text'], ['Items', 'Articles', 'number']],
  receipts: [number, status, supplier, ['Delivery note', 'Bon de livraison', 'text'], ['Received', 'Reçu', 'day'], linesOf, by],
  'stock-takes': [number, ['Kind', 'Genre', 'text'], status, begun, ['Closed', 'Clos', 'day'], linesOf, by],
  recalls: [number, item, ['Class', 'Classe', 'text'], status, begun, ['Why', 'Pourquoi', 'text'], ['Called back by', 'Rappelé par', 'text']],
  temperatures: [['Measured (UTC)', 'Mesuré (UTC)', 'text'], place, ['°C', '°C', 'number'], ['Source', 'Source', 'text'], by, ['Note', 'Remarque', 'text']],
  blood: [number, ['Component', 'Composant', 'text'], ['Group', 'Groupe', 'text'], ['ml', 'ml', 'number'], expiry, status, ['Blood bank', 'Banque de sang', 'text']],
  equipment: [number, ['Name', 'Nom', 'text'], ['Kind', 'Genre', 'text'], status, place, ['Department', 'Service', 'text'], ['Serial number', 'N° de série', 'text'], ['Maintained', 'Entretenu', 'day'], ['Every days', 'Tous les (jours)', 'number']],
  wards: [['Ward', 'Service', 'text'], item, ['Keeps', 'Garde', 'number'], ['In the book', 'Selon le livre', 'number'], ['Unit', 'Unité', 'text']],
}; // prettier-ignore

export const isList = (report: string): report is StoreList => Object.hasOwn(columns, report);

export function makeList(ctx: Pick<Context, 'raw'>, list: StoreList, locale: 'en' | 'fr'): Pick<StockTable, 'columns' | 'rows' | 'chart' | 'from' | 'to'> {
  return {
    columns: columns[list].map(([english, french, kind]) => ({ head: locale === 'fr' ? french : english, kind })),
    rows: readStoreList(ctx.raw, list).map((cells) => ({ itemId: null, cells })),
    chart: null,
    from: null,
    to: null,
  };
} // prettier-ignore
