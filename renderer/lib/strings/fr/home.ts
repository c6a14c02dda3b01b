import type { home as english } from '../en/home.ts';
import type { Shape } from '../shape.ts';

export const home: Shape<typeof english> = {
  greeting: 'Bonjour, {{name}}',
  waiting: 'En attente',
  nobodyWaits: 'Personne n’attend.',
  appointments: 'Rendez-vous du jour',
  noAppointments: 'Aucun rendez-vous aujourd’hui.',
  prescriptions: 'Ordonnances à délivrer',
  noPrescriptions: 'Tout a été remis.',
  stock: 'Stock à surveiller',
  stockFine: 'Rien n’est épuisé ni bas.',
  alerts: 'Alertes ouvertes',
  noAlerts: 'Aucune alerte ouverte.',
  seeAll: 'Tout voir',
  owed: '{{quantity}} à remettre',
  out: 'Épuisé',
  low: 'Bas',
  here: 'ici',
};
