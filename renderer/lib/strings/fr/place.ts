import type { place as english } from '../en/place.ts';
import type { Shape } from '../shape.ts';

export const place: Shape<typeof english> = {
  map: 'Carte du monde',
  keys: 'Cliquez près de votre lieu, puis encore pour être plus précis. Ou bien : les flèches déplacent l’épingle (avec Maj, un peu), + et - changent l’échelle, Début montre le monde, glisser déplace la carte.',
  none: 'Aucun lieu choisi.',
  closer: 'Plus près',
  farther: 'Plus loin',
  world: 'Le monde entier',
  km: '{{km}} km',
  latitude: 'Latitude',
  longitude: 'Longitude',
};
