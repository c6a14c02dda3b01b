export const allergies = {} as const;
