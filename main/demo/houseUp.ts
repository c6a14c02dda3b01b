import { insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { receiveBlood } from '../blood/receive.ts';
import { concludeExcursion } from '../coldChain/conclude.ts';
import { recordTemperature } from '../coldChain/record.ts';
import { addEquipment, stepEquipment } from '../equipment/write.ts';
import type { Context } from '../facility/context.ts';
import { moveBetween } from '../inventory/moveBetween.ts';
import { startRecall } from '../recalls/start.ts';
import { addBed, setBed } from '../wards/beds.ts';
import { setImprestLevel } from '../wards/imprest.ts';

/** What a clinic has besides its shelves: a fridge with two looks a day, a ward, blood, things to work with, a recall that names a lot it never got. Inside a transaction. */
export async function houseUp(ctx: Context): Promise<void> {
  const isFrench = ctx.facility.self.locale === 'fr';
  const say = (english: string, french: string) => (isFrench ? french : english);
  await keepCold(ctx, say);
  await openWard(ctx, say);
  for (const [nth, abo, rhd, days] of [[1, 'O', 'neg', 9], [2, 'O', 'pos', 24], [3, 'O', 'pos', 31], [4, 'A', 'pos', 18], [5, 'B', 'pos', 12], [6, 'A', 'neg', 27]] as const) {
    const unit = { unitNumber: `G0999 26 00410${nth}`, component: 'red-cells', group: { abo, rhd }, volumeMl: 280, expiry: addDays(ctx.today(), days) } as const;
    await receiveBlood.run(ctx, { ...unit, source: say('Regional blood bank, Teyko', 'Banque de sang régionale, Teyko') }, undefined);
  }
  await equip(ctx, say);
  const item = ctx.raw.prepare('SELECT id FROM item WHERE is_controlled = 0 ORDER BY sort_name LIMIT 1').pluck().get() as string;
  const reason = say('Too little active substance in this lot', 'Trop peu de substance active dans ce lot');
  await startRecall.run(ctx, { itemId: item, lotNumbers: ['RC-2291'], class: 'II', reason, source: say('Medicines authority, notice 41/2026', 'Autorité du médicament, avis 41/2026') }, undefined);
} // prettier-ignore

type Say = (english: string, french: string) => string;

async function keepCold(ctx: Context, say: Say): Promise<void> {
  const fridge = ctx.newId();
  insert(ctx, 'location', { id: fridge, name: say('Vaccine fridge', 'Réfrigérateur à vaccins'), kind: 'fridge', is_dispensable: 1 });
  const first = Date.parse(ctx.now()) - 7 * 86_400_000;
  for (let look = 0; look < 14; look++) {
    const at = new Date(first + look * 43_200_000).toISOString();
    const celsius = look === 6 ? 10.4 : Math.round((4.2 + Math.sin(look) * 1.3) * 10) / 10;
    await recordTemperature.run(ctx, { locationId: fridge, celsius, at, note: '' }, undefined);
  }
  const warm = ctx.raw.prepare('SELECT id, version FROM cold_excursion').get() as { id: string; version: number } | undefined;
  const note = say('Door left open for an hour; the programme says they may be used', 'Porte restée ouverte une heure\u00A0; le programme permet de les utiliser');
  if (warm) await concludeExcursion.run(ctx, { excursionId: warm.id, version: warm.version, conclusion: 'usable', note }, undefined);
  const cold = ctx.raw.prepare(
    `SELECT b.item_id AS itemId, b.lot_id AS lotId, b.location_id AS "from", b.on_hand AS quantity
     FROM stock_balance b JOIN item i ON i.id = b.item_id JOIN location p ON p.id = b.location_id
     WHERE i.is_cold_chain = 1 AND i.is_controlled = 0 AND b.on_hand > 0 AND p.is_dispensable = 1`,
  );
  for (const lot of cold.all() as { itemId: string; lotId: string; from: string; quantity: number }[]) moveBetween(ctx, { ...lot, to: fridge });
} // prettier-ignore

async function openWard(ctx: Context, say: Say): Promise<void> {
  const departmentId = ctx.newId();
  insert(ctx, 'department', { id: departmentId, name: say('Maternity', 'Maternité') });
  const ward = ctx.newId();
  insert(ctx, 'location', { id: ward, name: say('Maternity cupboard', 'Armoire de la maternité'), kind: 'ward', is_dispensable: 0, department_id: departmentId });
  const kept = ctx.raw.prepare(`SELECT id FROM item WHERE is_controlled = 0 AND unit IN ('tablet', 'ampoule') ORDER BY sort_name LIMIT 5`).pluck().all() as string[];
  for (const [nth, itemId] of kept.entries()) await setImprestLevel.run(ctx, { locationId: ward, itemId, level: 20 + nth * 10, version: 0 }, undefined);
  for (const name of ['M1', 'M2', 'M3', 'M4']) {
    const { bedId } = await addBed.run(ctx, { departmentId, name }, undefined);
    if (name === 'M3') await setBed.run(ctx, { bedId, version: 1, status: 'cleaning', patientId: null, note: '' }, undefined);
  }
} // prettier-ignore

async function equip(ctx: Context, say: Say): Promise<void> {
  const today = ctx.today();
  const things = [
    [say('Oxygen concentrator 5 L', 'Concentrateur d’oxygène 5 L'), say('Oxygen', 'Oxygène'), say('Maternity', 'Maternité'), 90, -120],
    [say('Microscope', 'Microscope'), say('Laboratory', 'Laboratoire'), say('Laboratory', 'Laboratoire'), 180, -40],
    [say('Autoclave 18 L', 'Autoclave 18 L'), say('Sterilisation', 'Stérilisation'), say('Dressing room', 'Salle de soins'), 180, -90],
    [say('Baby scale', 'Pèse-bébé'), say('Scales', 'Balances'), say('Child clinic', 'Consultation enfants'), null, -10],
    [say('Suction pump', 'Aspirateur de mucosités'), say('Emergency', 'Urgences'), say('Delivery room', 'Salle d’accouchement'), 365, -30],
  ] as const;
  for (const [name, category, place, maintenanceDays, days] of things) {
    const facts = { manufacturer: '', model: '', serialNumber: '', departmentId: null, maintenanceDays, maintainedOn: addDays(today, days) };
    const { equipmentId } = await addEquipment.run(ctx, { ...facts, name, category, place }, undefined);
    const fault = { equipmentId, version: 1, step: 'report-fault', note: say('Does not hold pressure', 'Ne tient pas la pression'), loanedTo: '', loanUntil: null } as const;
    if (name.startsWith('Autoclave')) await stepEquipment.run(ctx, fault, undefined);
  }
} // prettier-ignore
