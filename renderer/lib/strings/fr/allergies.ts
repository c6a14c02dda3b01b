import type { allergies as english } from '../en/allergies.ts';
import type { Shape } from '../shape.ts';

export const allergies: Shape<typeof english> = {
  title: 'Allergies',
  add: 'Noter une allergie',
  noneKnown: 'Aucune allergie connue',
  noneKnownDone: 'Noté : aucune allergie connue.',
  notAsked: 'Pas encore demandé. Demandez, puis notez une allergie ou « Aucune allergie connue ».',
  noneKnownSince: 'Aucune allergie connue, demandé le {{date}}.',
  substance: 'Substance',
  substanceHint: 'un médicament, une classe comme les pénicillines, ou un aliment',
  reaction: 'Réaction',
  reactionHint: 'par exemple éruption, gonflement',
  criticality: 'Risque',
  criticalityOf: { high: 'Élevé : peut menacer la vie', low: 'Faible', 'unable-to-assess': 'Inconnu' },
  criticalityShort: { high: 'Risque élevé', low: 'Risque faible', 'unable-to-assess': 'Risque inconnu' },
  save: 'Enregistrer l’allergie',
  done: 'Allergie notée : {{substance}}.',
  recognised: 'La prescription sera vérifiée avec : {{names}}.',
  notRecognised: 'La vérification ne connaît pas cette substance ; elle est affichée mais ne peut pas être vérifiée.',
  mistake: 'Saisie par erreur',
  mistakeTitle: 'Marquer cette allergie comme saisie par erreur ?',
  mistakeText: '« {{substance}} » n’avertira plus lors de la prescription. L’entrée reste dans l’historique avec votre raison.',
  mistakeReason: 'Raison',
  mistakeConfirm: 'Marquer comme erreur',
  mistakeDone: 'Marqué comme saisi par erreur.',
  wrongSubstance: 'Saisissez au moins 2 lettres.',
};
