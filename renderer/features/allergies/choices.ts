export const criticalities = ['high', 'low', 'unable-to-assess'] as const;
export const severities = ['', 'mild', 'moderate', 'severe'] as const;
export const certainties = ['unconfirmed', 'confirmed', 'refuted'] as const;
