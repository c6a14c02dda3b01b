/**
 * Drawn by us, in a square of 24. They stand beside the words, never in their place: a pictogram alone is misread by many who read little.
 * Source: Houts P.S. et al., The role of pictures in improving health communication, Patient Education and Counseling 61 (2006) 173-190.
 */
type Stroke = { path: string; isFilled?: boolean; width?: number };

const circle = (x: number, y: number, r: number) => `M ${x - r} ${y} a ${r} ${r} 0 1 0 ${2 * r} 0 a ${r} ${r} 0 1 0 ${-2 * r} 0 Z`;
const horizon = { path: 'M 2 18 L 22 18' };
const halfSun = { path: 'M 7 18 a 5 5 0 0 1 10 0' };
const lowRays = { path: 'M 3.5 12.5 L 5.5 14 M 20.5 12.5 L 18.5 14' };
const bottle = { path: 'M 9.5 3 L 14.5 3 L 14.5 6.5 L 16.5 9 L 16.5 21 L 7.5 21 L 7.5 9 L 9.5 6.5 Z' };
const plate = { path: circle(12, 13, 6) };
const cutlery = { path: 'M 2.5 6 L 2.5 20 M 1 6 L 1 10 L 4 10 L 4 6 M 22 20 L 22 6 C 19.8 7 19.8 11 19.8 13 L 22 13' };

export const pictograms = {
  morning: [horizon, halfSun, lowRays, { path: 'M 12 10.5 L 12 4 M 9 6.8 L 12 3.8 L 15 6.8' }],
  noon: [
    { path: circle(12, 12, 4.5) },
    {
      path: 'M 12 2 L 12 4.5 M 12 19.5 L 12 22 M 2 12 L 4.5 12 M 19.5 12 L 22 12 M 4.9 4.9 L 6.7 6.7 M 17.3 17.3 L 19.1 19.1 M 4.9 19.1 L 6.7 17.3 M 17.3 6.7 L 19.1 4.9',
    },
  ],
  afternoon: [
    { path: circle(15, 9, 4) },
    { path: 'M 15 1.5 L 15 3 M 22.5 9 L 21 9 M 20.3 3.7 L 19.2 4.8 M 9.7 3.7 L 10.8 4.8 M 20.3 14.3 L 19.2 13.2' },
    { path: 'M 2 20 L 22 20' },
  ],
  evening: [horizon, halfSun, lowRays, { path: 'M 12 4 L 12 10.5 M 9 7.6 L 12 10.6 L 15 7.6' }],
  night: [{ path: 'M 15.5 3.5 A 9 9 0 1 0 20.5 15.5 A 7.6 7.6 0 0 1 15.5 3.5 Z', isFilled: true }],
  bedtime: [{ path: 'M 2 6 L 2 20 M 2 17 L 22 17 M 22 20 L 22 13 L 9 13 L 9 17' }, { path: circle(5.5, 12.5, 1.8) }],
  'before-food': [plate, cutlery, { path: 'M 9 2.5 L 4 2.5 M 6 0.8 L 4 2.5 L 6 4.2' }, { path: circle(16, 2.5, 1.6), isFilled: true }],
  'after-food': [plate, cutlery, { path: circle(12, 13, 3), isFilled: true }, { path: 'M 15 2.5 L 20 2.5 M 18 0.8 L 20 2.5 L 18 4.2' }],
  'with-food': [plate, cutlery, { path: circle(12, 13, 3), isFilled: true }],
  swallow: [
    {
      path: 'M 3 21 C 3 17 5 15.5 8.5 15.5 L 8.5 13 C 6 11.5 5.5 9.5 5.5 7.5 C 5.5 4.5 8 2.5 11 2.5 C 14 2.5 15.5 4.5 15.5 6.5 L 17 9 L 15.5 9.8',
    },
    { path: 'M 15.5 13 L 15.5 15 C 15.5 16 14.5 16.2 13 16' },
    { path: circle(20.5, 11.3, 2), isFilled: true },
  ],
  inject: [
    {
      path: 'M 17 2.5 L 21.5 7 M 19.2 4.8 L 16.5 7.5 M 13.5 4.5 L 19.5 10.5 M 15 6 L 6 15 L 6 18 L 9 18 L 18 9 M 6 18 L 2 22 M 12.5 11.5 L 10.8 9.8 M 10 14 L 8.3 12.3',
    },
  ],
  apply: [
    { path: 'M 13.5 2.5 L 20.5 2.5 L 19 12 L 15 12 Z M 15.5 12 L 15.5 14.5 L 18.5 14.5 L 18.5 12' },
    { path: 'M 2 20 C 6 16.5 9 18.5 12 18.5 C 15 18.5 19 17 22 20' },
    { path: circle(17, 17, 0.9), isFilled: true },
  ],
  eye: [
    { path: 'M 2 15 C 6 9.5 18 9.5 22 15 C 18 20.5 6 20.5 2 15 Z' },
    { path: circle(12, 15, 2.4), isFilled: true },
    { path: 'M 12 1.5 C 14 4.5 14 6.8 12 6.8 C 10 6.8 10 4.5 12 1.5 Z', isFilled: true },
  ],
  ear: [
    {
      path: 'M 7 10 C 7 5.5 9.5 3 13 3 C 16.5 3 19 5.5 19 9 C 19 13 15.5 14 15 17.5 C 14.6 20 13 21.5 11 21.5 C 9 21.5 7.8 20 7.5 18.5 M 10.5 10 C 10.5 7.5 11.5 6.3 13 6.3 C 14.6 6.3 15.7 7.5 15.7 9 C 15.7 11 12.5 11.5 12.5 14',
    },
    { path: 'M 3.5 3 C 5 5.3 5 7 3.5 7 C 2 7 2 5.3 3.5 3 Z', isFilled: true },
  ],
  nose: [
    { path: 'M 13 2.5 C 13 8 8 11 6.5 14.5 C 5.5 17 7 18.5 9 18 C 10 20.5 14 20.5 15 18 M 15 18 C 17.5 18.5 19 17 18 14.5' },
    { path: 'M 12 21.5 L 12 24' },
  ],
  inhale: [
    { path: 'M 10 2.5 L 15.5 2.5 L 15.5 14.5 L 21 14.5 L 21 20 L 10 20 Z' },
    { path: 'M 7.5 15.5 L 2 14 M 7.5 17.3 L 2 17.3 M 7.5 19 L 2 20.5' },
  ],
  rectal: [{ path: 'M 8 9 C 8 5.5 10 2.5 12 2.5 C 14 2.5 16 5.5 16 9 L 16 20 L 8 20 Z' }, { path: 'M 8 12 L 16 12' }],
  'under-tongue': [
    { path: 'M 3 9 C 7 6 9.5 7 12 8 C 14.5 7 17 6 21 9 C 19 17 15.5 20 12 20 C 8.5 20 5 17 3 9 Z M 7 13 C 9.5 11.5 14.5 11.5 17 13' },
    { path: circle(12, 15.8, 1.8), isFilled: true },
  ],
  shake: [bottle, { path: 'M 4.5 6 C 2.5 8.5 2.5 14 4.5 16.5 M 19.5 6 C 21.5 8.5 21.5 14 19.5 16.5' }],
  fridge: [
    {
      path: 'M 12 2 L 12 22 M 3.4 7 L 20.6 17 M 20.6 7 L 3.4 17 M 9.5 3.5 L 12 5.8 L 14.5 3.5 M 9.5 20.5 L 12 18.2 L 14.5 20.5 M 3.6 10.6 L 6.6 9.3 L 6.2 6.2 M 20.4 13.4 L 17.4 14.7 L 17.8 17.8 M 20.4 10.6 L 17.4 9.3 L 17.8 6.2 M 3.6 13.4 L 6.6 14.7 L 6.2 17.8',
      width: 1.5,
    },
  ],
  'no-alcohol': [
    { path: 'M 7 3 L 17 3 C 17 8 15.5 11 12 11 C 8.5 11 7 8 7 3 Z M 12 11 L 12 20 M 8 20 L 16 20' },
    { path: 'M 3 21.5 L 21 2.5', width: 2.4 },
  ],
  sleepy: [
    { path: 'M 3 17 L 4.5 12 L 17 12 L 20 17 L 20 20 L 3 20 Z' },
    { path: circle(7.5, 20, 1.6), isFilled: true },
    { path: circle(16.5, 20, 1.6), isFilled: true },
    { path: 'M 3 5 L 21 22', width: 2.4 },
    { path: 'M 13 2 L 17.5 2 L 13 7 L 17.5 7', width: 1.5 },
  ],
  'keep-from-children': [
    { path: circle(12, 12, 10.8), width: 1.9 },
    { path: circle(9.5, 8.6, 2.1), isFilled: true },
    { path: 'M 9.5 11.5 L 9.5 15.5 M 9.5 15.5 L 7.5 19.5 M 9.5 15.5 L 11.5 19.5 M 9.5 12.8 L 13.6 9.6 M 9.5 12.8 L 6.4 14.4' },
    { path: 'M 14.8 5.6 L 17 5.6 L 17 7 L 17.8 7.8 L 17.8 11.4 L 14 11.4 L 14 7.8 L 14.8 7 Z', width: 1.2 },
    { path: 'M 4.4 4.4 L 19.6 19.6', width: 1.9 },
  ],
} as const satisfies Record<string, readonly Stroke[]>;

export type Pictogram = keyof typeof pictograms;
