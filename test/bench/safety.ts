import { loadKnowledge } from '../../main/knowledge/load.ts';
import { safetyCheck } from '../../main/prescriptions/safetyCheck.ts';
import type { SafetyFacts } from '../../preload/contract/safety.ts';
import { quantiles } from './quantiles.ts';

/** As a clinic prescribes them: brand, INN, strength, form, French, a misspelling. */
const written =
  `Amoxil 250mg/5ml susp|paracétamol 500 mg cp|Coartem 20/120|metformin 500mg tab bd|amlodipine 5 mg|enalapril 10 mg|HCTZ 25|salbutamol inhaler
  ciprofloxacin 500 mg|Bactrim DS|omeprazole 20 mg caps|ibuprofen 400 mg|prednisolone 5 mg|furosemide 40 mg|digoxin 0.25 mg|warfarin 5 mg|simvastatin 20 mg
  clarithromycin 500 mg|carbamazepine 200 mg|phenytoin 100 mg|valproic acid 200 mg|diazepam 5 mg|haloperidol 5 mg|amitriptyline 25 mg|fluoxetine 20 mg
  tramadol 50 mg|morphine 10 mg/5 ml|doxycycline 100 mg|metronidazole 400 mg|fluconazole 200 mg|rifampicin 150 mg|isoniazid 300 mg|efavirenz 600 mg
  tenofovir 300 mg|lamivudine 150 mg|zidovudine 300 mg|nevirapine 200 mg|levothyroxine 100 mcg|glibenclamide 5 mg|insulin human|spironolactone 25 mg
  atenolol 50 mg|prednisilone 20mg|ferrous sulfate 200 mg|folic acid 5 mg`
    .split(/\||\n/)
    .map((name) => name.trim());

const facts: SafetyFacts = {
  today: '2026-11-22',
  patient: {
    birthDate: '1958-04-12',
    sex: 'female',
    weightKg: 61,
    heightCm: 158,
    creatinineUmolL: 132,
    creatinineAt: '2026-11-01',
    hepatic: false,
  },
  allergies: ['penicillin (rash)', 'aspirin', 'peanuts'],
  conditions: ['I10', 'E11.9', 'I50.0', 'J45.9', 'N18.3'],
};

/** Milliseconds of one check. Budget: 15 medicines < 5, 40 < 20. `firstRead`: texts that were never seen before, each read for the first time. */
export async function run(): Promise<Record<string, unknown>> {
  const began = performance.now();
  const knowledge = loadKnowledge();
  const load = Math.round(performance.now() - began);
  const first: number[] = [];
  for (const [at, name] of written.entries()) {
    const start = performance.now();
    safetyCheck(facts, [], `${name} no ${at}`, knowledge);
    first.push(performance.now() - start);
  }
  const figures: Record<string, unknown> = { knowledgeLoadedMs: load, firstRead: quantiles(first) };
  for (const count of [1, 15, 40]) {
    const times: number[] = [];
    let findings = 0;
    const cpu = process.cpuUsage();
    for (let round = 0; round < 300; round++) {
      const current = Array.from({ length: count }, (_, at) => written[(at + round) % written.length] ?? '');
      const order = written[(round * 7 + count) % written.length] ?? '';
      const start = performance.now();
      findings += safetyCheck(facts, current, order, knowledge).findings.length;
      if (round >= 50) times.push(performance.now() - start); // the first ones warm the machine up
    }
    const { user, system } = process.cpuUsage(cpu);
    // of the processor itself, whoever else uses the machine
    figures[`medicines${count}`] = {
      ...quantiles(times),
      cpuEach: Math.round((user + system) / 3000) / 100,
      findingsEach: Math.round((findings / 300) * 10) / 10,
    };
  }
  return figures;
}
