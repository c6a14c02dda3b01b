import type { EarlyWarning } from '../../../preload/contract/observations.ts';
import { missing, type Part, part, summed } from './earlyWarning.ts';

/** `oxygenFlow` in L/min, 0 = room air. `usesScale2`: a clinician aims at 88 to 92 % because of hypercapnic respiratory failure. */
export type News2Signs = {
  respiratoryRate?: number | undefined;
  oxygenSaturation?: number | undefined;
  oxygenFlow?: number | undefined;
  systolicPressure?: number | undefined;
  heartRate?: number | undefined;
  consciousness?: 'alert' | 'confusion' | 'voice' | 'pain' | 'unresponsive' | undefined;
  temperature?: number | undefined;
  usesScale2?: boolean;
};

/** From the sixteenth birthday, and not in pregnancy: RCP 2017, section on limits. */
export const news2FromYears = 16;

/**
 * National Early Warning Score 2, 0 to 20. What was not measured has no points and is counted as missing, never as normal.
 * Source: Royal College of Physicians. National Early Warning Score (NEWS) 2. Updated report of a working party. London: RCP, 2017, chart 1 and chart 2.
 */
export function news2(signs: News2Signs): EarlyWarning {
  const parts: Part[] = [
    part('respiratory-rate', signs.respiratoryRate, respiration),
    saturationPart(signs),
    part('oxygen-flow', signs.oxygenFlow, (flow) => (flow > 0 ? 2 : 0)),
    part('systolic-pressure', signs.systolicPressure, systolic),
    part('heart-rate', signs.heartRate, pulse),
    signs.consciousness === undefined
      ? missing('consciousness')
      : { sign: 'consciousness', value: signs.consciousness, points: signs.consciousness === 'alert' ? 0 : 3 },
    part('body-temperature', signs.temperature, temperature),
  ];
  const total = summed('NEWS2', 20, parts);
  const hasThree = parts.some((one) => one.points === 3);
  return { ...total, level: total.score >= 7 ? 'high' : total.score >= 5 ? 'medium' : hasThree ? 'low-medium' : 'low' };
}

/** Scale 2 gives points above 92 % only to those who breathe oxygen: without that answer such a value can't be scored. */
function saturationPart(signs: News2Signs): Part {
  const { oxygenSaturation: value, oxygenFlow: flow } = signs;
  if (value === undefined) return missing('oxygen-saturation');
  if (!signs.usesScale2) return { sign: 'oxygen-saturation', value, points: value <= 91 ? 3 : value <= 93 ? 2 : value <= 95 ? 1 : 0 };
  if (value <= 92) return { sign: 'oxygen-saturation', value, points: value <= 83 ? 3 : value <= 85 ? 2 : value <= 87 ? 1 : 0 };
  if (flow === undefined) return { sign: 'oxygen-saturation', value, points: null };
  return { sign: 'oxygen-saturation', value, points: flow <= 0 ? 0 : value <= 94 ? 1 : value <= 96 ? 2 : 3 };
}

// The chart knows whole numbers; a mean of two counts takes the band of the whole number it rounds to.
function respiration(typed: number): number {
  const rate = Math.round(typed);
  return rate <= 8 || rate >= 25 ? 3 : rate >= 21 ? 2 : rate <= 11 ? 1 : 0;
}

function systolic(typed: number): number {
  const pressure = Math.round(typed);
  return pressure <= 90 || pressure >= 220 ? 3 : pressure <= 100 ? 2 : pressure <= 110 ? 1 : 0;
}

function pulse(typed: number): number {
  const rate = Math.round(typed);
  return rate <= 40 || rate >= 131 ? 3 : rate >= 111 ? 2 : rate <= 50 || rate >= 91 ? 1 : 0;
}

function temperature(typed: number): number {
  const degrees = Math.round(typed * 10) / 10;
  return degrees <= 35 ? 3 : degrees >= 39.1 ? 2 : degrees <= 36 || degrees >= 38.1 ? 1 : 0;
}
