import type { session as english } from '../en/session.ts';
import type { Shape } from '../shape.ts';

export const session: Shape<typeof english> = {
  title: 'Connexion',
  username: 'Nom d’utilisateur',
  password: 'Mot de passe',
  signIn: 'Se connecter',
  locked: 'Verrouillé. Connectez-vous pour reprendre où vous en étiez.',
  expired: 'Votre session est terminée. Reconnectez-vous ; les brouillons sont gardés.',
  demoTitle: 'Clinique de démonstration : personnes inventées',
  demoText: 'Choisissez un rôle. Tous les comptes ont le mot de passe {{password}}.',
  required: 'Remplissez ce champ.',
  noSeat: {
    title: 'Ce navigateur n’est pas connecté à l’établissement',
    text: 'Ouvrez le lien de connexion affiché au démarrage du programme. Il sert une fois, pendant deux minutes. Appuyez sur Entrée là où le programme a été lancé pour en obtenir un nouveau.',
    usedLink:
      'Ce lien de connexion a déjà servi ou date de plus de deux minutes. Appuyez sur Entrée là où le programme a été lancé pour en obtenir un nouveau.',
  },
};
