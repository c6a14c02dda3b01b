import type { StockReportOrList } from '../../preload/contract/stockReports.ts';

type Words = {
  title: Record<StockReportOrList, string>;
  item: string; unit: string; category: string; status: string; reorderLevel: string; amc: string; onHand: string; usable: string; months: string; maximum: string; over: string; overValue: string;
  lot: string; expiry: string; quantity: string; value: string; programme: string; items: string; share: string; total: string; worth: string; abc: string; ven: string; day: string; reason: string; place: string; by: string; note: string; nearest: string;
  none: string; noVen: string; noCategory: string;
  reasons: Record<string, string>;
}; // prettier-ignore

/** Heads of the reports: the same on the screen, in a file and on paper. */
export const stockReportWords: Record<'en' | 'fr', Words> = {
  en: {
    title: { 'stock-out': 'Out of stock and low', overstock: 'Overstock', expiry: 'Expiry calendar', valuation: 'Value of the stock', consumption: 'Consumption', 'abc-ven': 'ABC and VEN', movements: 'Movements', orders: 'Orders', requisitions: 'Requests for stock', suppliers: 'Suppliers', receipts: 'Deliveries', 'stock-takes': 'Stock takes', recalls: 'Recalls', temperatures: 'Temperatures', blood: 'Units of blood', equipment: 'Equipment', wards: 'Ward levels' },
    item: 'Item', unit: 'Unit', category: 'Category', status: 'State', reorderLevel: 'Reorder level', amc: 'Average a month', onHand: 'On hand', usable: 'Usable', months: 'Months of stock', maximum: 'Maximum', over: 'Over', overValue: 'Value over',
    lot: 'Lot', expiry: 'Expiry', quantity: 'Quantity', value: 'Value', programme: 'Programme', items: 'Items', share: 'Share %', total: 'Total', worth: 'Value used', abc: 'ABC', ven: 'VEN', day: 'Day', reason: 'Reason', place: 'Place', by: 'By', note: 'Note', nearest: 'Nearest expiry',
    none: '', noVen: 'None', noCategory: 'Without category',
    reasons: { opening: 'Opening stock', receipt: 'Received', dispense: 'Handed out', 'transfer-in': 'Transferred in', 'transfer-out': 'Transferred out', 'move-in': 'Moved here', 'move-out': 'Moved away', 'ward-issue': 'Used by a ward', return: 'Returned', 'return-to-supplier': 'Back to supplier', adjustment: 'Adjustment', expired: 'Expired', damaged: 'Damaged', 'count-variance': 'Count', reversal: 'Reversal', out: 'Out of stock', low: 'Low', ok: 'Enough', over: 'Too much' },
  },
  fr: {
    title: { 'stock-out': 'Ruptures et stocks bas', overstock: 'Surstock', expiry: 'Calendrier des péremptions', valuation: 'Valeur du stock', consumption: 'Consommation', 'abc-ven': 'ABC et VEN', movements: 'Mouvements', orders: 'Commandes', requisitions: 'Demandes de stock', suppliers: 'Fournisseurs', receipts: 'Livraisons', 'stock-takes': 'Inventaires', recalls: 'Rappels', temperatures: 'Températures', blood: 'Poches de sang', equipment: 'Équipement', wards: 'Niveaux des services' },
    item: 'Article', unit: 'Unité', category: 'Catégorie', status: 'État', reorderLevel: 'Seuil', amc: 'Moyenne par mois', onHand: 'En stock', usable: 'Utilisable', months: 'Mois de stock', maximum: 'Maximum', over: 'En trop', overValue: 'Valeur en trop',
    lot: 'Lot', expiry: 'Péremption', quantity: 'Quantité', value: 'Valeur', programme: 'Programme', items: 'Articles', share: 'Part %', total: 'Total', worth: 'Valeur utilisée', abc: 'ABC', ven: 'VEN', day: 'Jour', reason: 'Motif', place: 'Lieu', by: 'Par', note: 'Remarque', nearest: 'Première péremption',
    none: '', noVen: 'Aucune', noCategory: 'Sans catégorie',
    reasons: { opening: 'Stock initial', receipt: 'Reçu', dispense: 'Remis', 'transfer-in': 'Transfert reçu', 'transfer-out': 'Transfert envoyé', 'move-in': 'Déplacé ici', 'move-out': 'Déplacé ailleurs', 'ward-issue': 'Utilisé par un service', return: 'Retour', 'return-to-supplier': 'Retour fournisseur', adjustment: 'Ajustement', expired: 'Périmé', damaged: 'Endommagé', 'count-variance': 'Inventaire', reversal: 'Annulation', out: 'Rupture', low: 'Bas', ok: 'Suffisant', over: 'Trop' },
  },
}; // prettier-ignore
