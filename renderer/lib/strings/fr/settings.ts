import type { settings as english } from '../en/settings.ts';
import type { Shape } from '../shape.ts';

export const settings: Shape<typeof english> = {
  title: 'Réglages',
  facility: 'Établissement',
  name: 'Nom',
  code: 'Code',
  type: 'Type',
  timeZone: 'Fuseau horaire',
  currency: 'Monnaie',
  place: 'Position',
  noPlace: 'non indiquée : les distances aux voisins ne sont pas affichées',
  today: 'Date ici',
  phone: 'Téléphone',
  noPhone: 'non indiqué',
  locale: 'Langue de ses documents',
  reason: 'Pourquoi cela change',
  latitude: 'Latitude',
  longitude: 'Longitude',
  edit: 'Modifier',
  saved: 'Établissement enregistré.',
  me: 'Vous',
  userName: 'Nom d’utilisateur',
  roles: 'Rôle',
  hub: 'Hub',
  notEnrolled:
    'Cet établissement travaille seul. Reliez-le à un hub pour voir ce qu’ont les voisins et partager les ruptures. Les dossiers des patients ne quittent jamais cet ordinateur.',
  state: 'État',
  lastHeard: 'Entendu',
  keyTitle: 'Protection des données',
  keyProtection: {
    os: 'Chiffré ; la clé est gardée dans le trousseau du système.',
    'key-file': 'Chiffré, mais la clé se trouve dans un fichier du même disque : cela ne protège pas contre le vol de l’ordinateur.',
    'key-file-apart': 'Chiffré ; la clé est dans un fichier sur un autre disque. Gardez ce disque loin de cet ordinateur.',
    passphrase: 'Chiffré ; la phrase secrète a été tapée au démarrage du programme.',
  },
};
