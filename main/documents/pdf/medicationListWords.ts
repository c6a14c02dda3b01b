/** A person's own list: read at home, by weak eyes, aloud by a child. */
export const medicationListWords = {
  en: {
    title: 'My medicines',
    born: (day: string) => `born ${day}`,
    allergies: 'Allergies',
    noneKnown: 'No known allergies',
    notAsked: 'Not asked yet',
    none: 'No medicine is written here.',
    from: { prescribed: (name: string, day: string) => `from ${name}, ${day}`, stated: 'as you told us' },
    onHold: 'NOT NOW: your clinician has put this on hold',
    advice: [
      'Take this list with you to every clinic, pharmacy and hospital.',
      'Say what you take beside it: bought, from others, herbs.',
      'Do not stop or change a medicine without asking.',
    ],
    gone: (day: string) => `Gone through with you on ${day}`,
    notGone: 'Not yet gone through with you: it may not be complete',
    end: (count: number) => `End of the list: ${count} ${count === 1 ? 'medicine' : 'medicines'}`,
  },
  fr: {
    title: 'Mes médicaments',
    born: (day: string) => `né(e) le ${day}`,
    allergies: 'Allergies',
    noneKnown: 'Aucune allergie connue',
    notAsked: 'Pas encore demandées',
    none: 'Aucun médicament n’est inscrit ici.',
    from: { prescribed: (name: string, day: string) => `de ${name}, ${day}`, stated: 'selon vos dires' },
    onHold: 'PAS EN CE MOMENT\u00A0: votre soignant l’a suspendu',
    advice: [
      'Emportez cette liste dans chaque centre de santé, pharmacie et hôpital.',
      'Dites ce que vous prenez d’autre\u00A0: acheté, reçu, plantes.',
      'N’arrêtez et ne changez aucun médicament sans demander.',
    ],
    gone: (day: string) => `Revue avec vous le ${day}`,
    notGone: 'Pas encore revue avec vous\u00A0: elle peut être incomplète',
    end: (count: number) => `Fin de la liste\u00A0: ${count} ${count <= 1 ? 'médicament' : 'médicaments'}`,
  },
} as const;
