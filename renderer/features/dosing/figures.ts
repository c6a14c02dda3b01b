import { formatDay, formatMeasure, type Locale } from '../../lib/format.ts';
import type { DosingFigures } from '../../../preload/contract/dosing.ts';
import { parseVital } from '../../../preload/contract/units.ts';
import { parseBirth } from '../../lib/parseBirth.ts';

/** What is typed about a person, as typed. */
export type TypedFigures = {
  birth: string;
  sex: DosingFigures['sex'];
  weight: string;
  height: string;
  creatinine: string;
  creatinineUnit: 'umol/L' | 'mg/dL';
};

export const noFigures: TypedFigures = { birth: '', sex: 'unknown', weight: '', height: '', creatinine: '', creatinineUnit: 'umol/L' };

/** Creatinine, 113.12 g/mol: 1 mg/dL is 88.4 µmol/L. */
const micromolAMilligram = 88.4;

export type ReadFigures = {
  figures: DosingFigures;
  wrong: { birth: boolean; weight: boolean; height: boolean; creatinine: boolean };
  /** how it was read, where that is not what was typed: "10 kg (22 lb)" */
  shown: { weight: string | null; height: string | null };
};

/** A field that is not understood is no figure, and said to be wrong. */
export function readFigures(typed: TypedFigures, today: string): ReadFigures {
  const birth = typed.birth.trim() === '' ? null : parseBirth(typed.birth, today);
  const weight = typed.weight.trim() === '' ? null : parseVital('body-weight', typed.weight);
  const height = typed.height.trim() === '' ? null : parseVital('body-height', typed.height);
  const creatinine = typed.creatinine.trim() === '' ? null : Number(typed.creatinine.replace(',', '.'));
  const isCreatinine = creatinine !== null && Number.isFinite(creatinine) && creatinine > 0 && creatinine <= 10_000;
  return {
    figures: {
      birthDate: birth?.birthDate ?? null,
      sex: typed.sex,
      weightKg: weight?.ok ? weight.value : null,
      heightCm: height?.ok ? height.value : null,
      creatinineUmolL: isCreatinine ? (typed.creatinineUnit === 'mg/dL' ? creatinine * micromolAMilligram : creatinine) : null,
    },
    wrong: {
      birth: typed.birth.trim() !== '' && birth === null,
      weight: weight !== null && !weight.ok,
      height: height !== null && !height.ok,
      creatinine: creatinine !== null && !isCreatinine,
    },
    shown: {
      weight: weight?.ok && /[a-z]/i.test(typed.weight.replace(/kg/i, '')) ? weight.shown : null,
      height: height?.ok && /[a-z]/i.test(typed.height.replace(/cm/i, '')) ? height.shown : null,
    },
  };
}

/** What the record knows, as it would be typed. */
export function typedOf(known: DosingFigures, locale: Locale): TypedFigures {
  const measure = (value: number | null, unit: string) => (value === null ? '' : `${formatMeasure(value, locale)} ${unit}`);
  return {
    birth: known.birthDate === null ? '' : formatDay(known.birthDate, locale),
    sex: known.sex,
    weight: measure(known.weightKg, 'kg'),
    height: measure(known.heightCm, 'cm'),
    creatinine: known.creatinineUmolL === null ? '' : String(Math.round(known.creatinineUmolL * 10) / 10),
    creatinineUnit: 'umol/L',
  };
}
