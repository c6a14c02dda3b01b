export const encounters = {} as const;
