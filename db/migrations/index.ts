import { people } from './0010_people.ts';
import { patient } from './0020_patient.ts';
import { encounter } from './0030_encounter.ts';
import { stock } from './0040_stock.ts';
import { medication } from './0050_medication.ts';
import { sharing } from './0060_sharing.ts';
import { backup } from './0070_backup.ts';
import { signIn } from './0080_sign_in.ts';
import { accounts } from './0090_accounts.ts';
import { visibility } from './0100_visibility.ts';
import { retention } from './0110_retention.ts';
import { seats } from './0120_seats.ts';
import { configuration } from './0140_configuration.ts';
import { auditTrail } from './0150_audit_trail.ts';
import { identity } from './0160_identity.ts';
import { pregnancy } from './0170_pregnancy.ts';
import { immunization } from './0180_immunization.ts';
import { composition } from './0190_composition.ts';
import { registration } from './0200_registration.ts';
import { laboratory } from './0210_laboratory.ts';
import { chart } from './0220_chart.ts';
import { ledger } from './0230_ledger.ts';
import { items } from './0240_items.ts';
import { receiving } from './0250_receiving.ts';
import { stockTake } from './0260_stock_take.ts';
import { controlled } from './0270_controlled.ts';
import { replenishment } from './0280_replenishment.ts';
import { orders } from './0290_orders.ts';
import { recall } from './0300_recall.ts';
import { coldChain } from './0310_cold_chain.ts';
import { blood } from './0320_blood.ts';
import { equipment } from './0330_equipment.ts';
import { wards } from './0340_wards.ts';
import { stockViews } from './0350_stock_views.ts';
import { record } from './0360_record.ts';
import { registerIndex } from './0370_register_index.ts';
import { prescription } from './0380_prescription.ts';
import { safety } from './0390_safety.ts';
import { knowledge } from './0400_knowledge.ts';
import { prescriptionSeal } from './0410_prescription_seal.ts';
import { dispensing } from './0420_dispensing.ts';
import { medications } from './0430_medications.ts';
import { linkSetting } from './0440_link_setting.ts';
import { seedFile } from './0450_seed_file.ts';
import { arrivingPack } from './0460_arriving_pack.ts';
import { hubKey } from './0470_hub_key.ts';
import { proxy } from './0480_proxy.ts';
import { hubKeyNotice } from './0490_hub_key_notice.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. Steps of ten leave room; a released step is never edited. */
export const migrations: readonly Migration[] = [
  people,
  patient,
  encounter,
  stock,
  medication,
  sharing,
  backup,
  signIn,
  accounts,
  visibility,
  retention,
  seats,
  configuration,
  auditTrail,
  identity,
  pregnancy,
  immunization,
  composition,
  registration,
  laboratory,
  chart,
  ledger,
  items,
  receiving,
  stockTake,
  controlled,
  replenishment,
  orders,
  recall,
  coldChain,
  blood,
  equipment,
  wards,
  stockViews,
  record,
  registerIndex,
  prescription,
  safety,
  knowledge,
  prescriptionSeal,
  dispensing,
  medications,
  linkSetting,
  seedFile,
  arrivingPack,
  hubKey,
  proxy,
  hubKeyNotice,
];
export type { Migration };
