import { type Finding, findings, type VitalSign, vitalSigns } from '../../preload/contract/encounters.ts';

/** Stored observations by sign; of several the last one in the list counts. */
export function signsOf(rows: readonly { code: string; value: number }[]) {
  const byCode = new Map(rows.map((row) => [row.code, row.value]));
  return {
    value: (sign: VitalSign): number | undefined => byCode.get(vitalSigns[sign].loinc),
    answer: <F extends Finding>(finding: F): (typeof findings)[F]['answers'][number] | undefined => {
      const place = byCode.get(findings[finding].code);
      return place === undefined ? undefined : findings[finding].answers[place];
    },
  };
}
