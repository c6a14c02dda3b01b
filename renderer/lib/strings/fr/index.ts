import type { Shape } from '../shape.ts';
import type { en } from '../en/index.ts';
import { ui } from './ui.ts';
import { frame } from './frame.ts';
import { errors } from './errors.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { home } from './home.ts';
import { patients } from './patients.ts';
import { appointments } from './appointments.ts';
import { duplicates } from './duplicates.ts';
import { encounters } from './encounters.ts';
import { allergies } from './allergies.ts';
import { seats } from './seats.ts';
import { settings } from './settings.ts';
import { compositions } from './compositions.ts';
import { inventory } from './inventory.ts';
import { items } from './items.ts';
import { ledger } from './ledger.ts';
import { orders } from './orders.ts';
import { suppliers } from './suppliers.ts';
import { requisitions } from './requisitions.ts';
import { dispensing } from './dispensing.ts';
import { dosing } from './dosing.ts';
import { prescribing } from './prescribing.ts';
import { prescriptionSeals } from './prescriptionSeals.ts';
import { prescriptions } from './prescriptions.ts';
import { knowledge } from './knowledge.ts';
import { laboratory } from './laboratory.ts';
import { network } from './network.ts';
import { registration } from './registration.ts';
import { reports } from './reports.ts';
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { documents } from './documents.ts';
import { people } from './people.ts';
import { safety } from './safety.ts';
import { place } from './place.ts';
import { configuration } from './configuration.ts';
import { visibility } from './visibility.ts';
import { problems } from './problems.ts';
import { histories } from './histories.ts';
import { medications } from './medications.ts';
import { timeline } from './timeline.ts';
import { blood } from './blood.ts';
import { equipment } from './equipment.ts';
import { wards } from './wards.ts';
import { stockReports } from './stockReports.ts';
import { coldChain } from './coldChain.ts';
import { recalls } from './recalls.ts';
import { receiving } from './receiving.ts';
import { scanning } from './scanning.ts';
import { registers } from './registers.ts';
import { replenishment } from './replenishment.ts';
import { stockTakes } from './stockTakes.ts';
import { controlled } from './controlled.ts';
import { observations } from './observations.ts';
import { pregnancies } from './pregnancies.ts';
import { immunizations } from './immunizations.ts';

/** One file a feature. */
export const fr = {
  ui,
  frame,
  errors,
  session,
  setup,
  home,
  patients,
  duplicates,
  appointments,
  encounters,
  compositions,
  laboratory,
  registration,
  allergies,
  seats,
  settings,
  inventory,
  items,
  ledger,
  orders,
  suppliers,
  requisitions,
  dispensing,
  dosing,
  prescribing,
  prescriptions,
  prescriptionSeals,
  stockTakes,
  controlled,
  network,
  reports,
  accounts,
  audit,
  backup,
  people,
  documents,
  safety,
  visibility,
  observations,
  blood,
  equipment,
  wards,
  stockReports,
  coldChain,
  recalls,
  receiving,
  scanning,
  registers,
  replenishment,
  timeline,
  histories,
  medications,
  problems,
  pregnancies,
  immunizations,
  configuration,
  knowledge,
  place,
} satisfies Shape<typeof en>;
