import type { scanning as en } from '../en/scanning.ts';
import type { Shape } from '../shape.ts';

export const scanning: Shape<typeof en> = {
  picture: 'Ce que voit la caméra',
  starting: 'La caméra démarre…',
  hold: 'Présentez le code devant la caméra, à une largeur de main.',
  noCamera: 'Aucune caméra ne répond. Branchez-en une et autorisez-la, ou utilisez un lecteur, ou tapez ce qui est imprimé.',
  card: 'Scanner la carte',
  cardTitle: 'Scanner la carte d’un patient',
  notCard: 'Ce n’est pas la carte d’un patient\u00A0: {{text}}',
};
