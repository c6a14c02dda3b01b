import type { reports as english } from '../en/reports.ts';
import type { Shape } from '../shape.ts';

export const reports: Shape<typeof english> = {
  title: 'Rapports',
  stockMonth: 'Rapport de stock d’un mois',
  stockMonthText:
    'Chaque article : ce qu’il y avait, ce qui est entré, ce qui a été délivré et perdu, ce qui reste et ce qui périme. Un PDF paginé, fait sur cet ordinateur.',
  month: 'Mois',
  make: 'Faire le rapport',
  making: 'Le rapport de {{month}} se prépare…',
  makingFor: 'Le rapport de {{month}} se prépare depuis {{seconds}} s. Vous pouvez continuer à travailler.',
  current: '{{month}} (en cours)',
  made: 'Faits pendant cette session',
  madeAt: '{{month}}, fait à {{time}}, {{size}} ko',
  none: 'Aucun rapport pour l’instant',
  noneText: 'Choisissez un mois et faites son rapport ; il s’affiche ici.',
  ready: 'Le rapport de {{month}} est prêt.',
};
