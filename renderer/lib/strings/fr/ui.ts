import type { ui as english } from '../en/ui.ts';
import type { Shape } from '../shape.ts';

export const ui: Shape<typeof english> = {
  appName: 'MedVault',
  save: 'Enregistrer',
  cancel: 'Annuler',
  close: 'Fermer',
  undo: 'Annuler l’action',
  retry: 'Réessayer',
  loading: 'Chargement…',
  noMatches: 'Rien trouvé pour « {{text}} ».',
  matches: 'Résultats',
  rowCount_one: '{{count}} ligne',
  rowCount_other: '{{count}} lignes',
  sortBy: 'Trier par {{column}}',
  sorted: 'trié',
  optional: 'facultatif',
  severity: { information: 'Information', warning: 'Attention', stop: 'Stop', critical: 'Critique', unknown: 'Inconnu' },
};
