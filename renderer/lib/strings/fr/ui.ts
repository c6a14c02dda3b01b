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
  conflict: {
    title: 'Quelqu’un d’autre a modifié ce dossier pendant votre saisie',
    who: '{{who}}, {{when}}.',
    field: 'Champ',
    before: 'Avant',
    theirs: 'Le sien',
    mine: 'Le vôtre',
    keep: 'Garder',
    keepOf: 'Garder pour {{field}}',
    nothing: 'rien',
    merge: 'Reprendre et continuer',
    reload: 'Abandonner ma saisie, voir la sienne',
  },
};
