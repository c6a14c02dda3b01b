import type { z } from 'zod';
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { blood } from './blood.ts';
import { stockReports } from './stockReports.ts';
import { coldChain } from './coldChain.ts';
import { compositions } from './compositions.ts';
import { configuration } from './configuration.ts';
import { controlled } from './controlled.ts';
import { documents } from './documents.ts';
import { duplicates } from './duplicates.ts';
import { dosing } from './dosing.ts';
import { encounters } from './encounters.ts';
import { equipment } from './equipment.ts';
import { dispensing } from './dispensing.ts';
import { facility } from './facility.ts';
import { histories } from './histories.ts';
import { immunizations } from './immunization.ts';
import { inventory } from './inventory.ts';
import { items } from './items.ts';
import { knowledge } from './knowledge.ts';
import { laboratory } from './laboratory.ts';
import { medications } from './medications.ts';
import { network } from './network.ts';
import { observations } from './observations.ts';
import { orders } from './orders.ts';
import { people } from './people.ts';
import { patients } from './patients.ts';
import { pregnancies } from './pregnancies.ts';
import { orderSets } from './orderSets.ts';
import { prescriptionSeals } from './prescriptionSeals.ts';
import { prescriptions } from './prescriptions.ts';
import { requisitions } from './requisitions.ts';
import { safetyOverrides } from './safetyOverrides.ts';
import { seeds } from './seeds.ts';
import { seats } from './seats.ts';
import { problems } from './problems.ts';
import { recalls } from './recalls.ts';
import { receiving } from './receiving.ts';
import { refills } from './refills.ts';
import { registers } from './registers.ts';
import { registration } from './registration.ts';
import { stockTakes } from './stockTakes.ts';
import { replenishment } from './replenishment.ts';
import { timeline } from './timeline.ts';
import { session } from './session.ts';
import { suppliers } from './suppliers.ts';
import { visibility } from './visibility.ts';
import { wards } from './wards.ts';

/** Everything that a screen, a seat or a test can ask of a facility. */
export const contract = {
  ...facility,
  ...session,
  ...patients,
  ...registration,
  ...duplicates,
  ...encounters,
  ...observations,
  ...immunizations,
  ...pregnancies,
  ...problems,
  ...histories,
  ...medications,
  ...timeline,
  ...recalls,
  ...registers,
  ...blood,
  ...equipment,
  ...wards,
  ...stockReports,
  ...coldChain,
  ...compositions,
  ...laboratory,
  ...inventory,
  ...items,
  ...replenishment,
  ...receiving,
  ...orders,
  ...suppliers,
  ...requisitions,
  ...prescriptions,
  ...prescriptionSeals,
  ...dispensing,
  ...orderSets,
  ...dosing,
  ...refills,
  ...safetyOverrides,
  ...stockTakes,
  ...controlled,
  ...documents,
  ...network,
  ...seeds,
  ...accounts,
  ...audit,
  ...backup,
  ...people,
  ...visibility,
  ...seats,
  ...configuration,
  ...knowledge,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller writes (defaults may be left out). */
export type RawInput<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler gets. */
export type Input<M extends MethodName> = z.output<Contract[M]['input']>;
export type Output<M extends MethodName> = z.output<Contract[M]['output']>;
export type NamesOf<K extends 'query' | 'command' | 'host'> = { [M in MethodName]: Contract[M]['kind'] extends K ? M : never }[MethodName];
