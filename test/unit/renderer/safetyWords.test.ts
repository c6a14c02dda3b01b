import i18next from 'i18next';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../../main/knowledge/load.ts';
import { safetyCheck } from '../../../main/prescriptions/safetyCheck.ts';
import type { SafetyPatient } from '../../../preload/contract/safety.ts';
import { wordFinding } from '../../../renderer/features/prescriptions/wordFinding.ts';
import { en, fr } from '../../../renderer/lib/strings/index.ts';

const woman: SafetyPatient = {
  birthDate: '1990-01-01',
  sex: 'female',
  weightKg: 60,
  hepatic: 'C',
  creatinineUmolL: 400,
  pregnant: true,
  lactating: true,
};
const orders: readonly [string, SafetyPatient, string[], string[]][] = [
  ['methotrexate 2.5 mg tablets 4 tablets every 12 hours', woman, ['D70', 'K74.6'], []],
  ['metformin', woman, ['N18.3'], []],
  ['sumatriptan', { ...woman, hepatic: true }, ['I21.9'], []],
  ['ibuprofen 400 mg tablets IV', { ...woman, gestationWeeks: 24 }, ['J45.9'], ['meloxicam']],
  ['benzathine benzylpenicillin injection IV', woman, [], []],
  ['tramadol', { birthDate: '2020-01-01', sex: 'male', weightKg: 18_000, creatinineUmolL: 1 }, [], []],
  ['warfarin', { ...woman, pregnant: null }, [], []],
];

test.each(['en', 'fr'] as const)('every finding has a whole sentence and an advice of its own in %s', async (language) => {
  const i18n = i18next.createInstance();
  await i18n.init({
    lng: language,
    resources: { en: { translation: en }, fr: { translation: fr } },
    interpolation: { escapeValue: false },
  });
  const codes = new Set<string>();
  for (const [order, patient, conditions, current] of orders) {
    const facts = { today: '2026-11-22', patient, allergies: [], conditions };
    for (const finding of safetyCheck(facts, current, order, loadKnowledge()).findings) {
      const words = wordFinding(finding, i18n.t);
      codes.add(finding.code);
      for (const text of [words.text, words.whatToDo]) {
        expect(text.length, finding.code).toBeGreaterThan(15);
        expect(text, finding.code).not.toMatch(/\{\{|undefined|null|safety\./);
      }
      if (language === 'fr' && !/^(dose|interaction|interval)/.test(finding.code)) expect(words.text).not.toBe(finding.text);
    }
  }
  expect(codes.size).toBeGreaterThan(12);
});
