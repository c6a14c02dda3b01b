import type { TFunction } from 'i18next';
import { en } from '../../lib/strings/index.ts';

type FacilityType = keyof typeof en.network.nearby.type;

export function facilityTypeWord(type: string, t: TFunction): string {
  return Object.hasOwn(en.network.nearby.type, type) ? t(`network.nearby.type.${type as FacilityType}`) : type;
}

/** From a day on a figure is old: grey, and said. */
export const oldAfterSeconds = 24 * 3600;
