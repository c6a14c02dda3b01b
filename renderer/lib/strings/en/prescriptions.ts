export const prescriptions = {} as const;
