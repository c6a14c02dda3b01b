import {
  Bell,
  Calculator,
  CalendarDays,
  ChartColumn,
  ClipboardList,
  Droplet,
  FlaskConical,
  House,
  ListChecks,
  ListOrdered,
  LockOpen,
  type LucideIcon,
  MapPin,
  Package,
  RefreshCw,
  ScrollText,
  ShieldAlert,
  Settings,
  Stethoscope,
  Syringe,
  UserCog,
  Users,
  UsersRound,
} from 'lucide-react';
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Permission } from '../../preload/contract/method.ts';

export type ScreenRoute = {
  /** wouter pattern under the hash; a screen reads its parameters with useParams */
  path: string;
  /** where the rail leads; without one the screen is not on the rail */
  rail?: { href: string; icon: LucideIcon; group: 'care' | 'supply' | 'facility'; goKey: string };
  /** a page beside others: which place of the rail it belongs to, and where its tab leads */
  tab?: { of: '/stock'; href: string };
  permission: Permission;
  labelKey: RailLabel;
  Screen: LazyExoticComponent<ComponentType>;
};
type RailLabel =
  | 'frame.nav.home'
  | 'frame.nav.patients'
  | 'frame.nav.duplicates'
  | 'frame.nav.appointments'
  | 'frame.nav.queue'
  | 'frame.nav.encounter'
  | 'frame.nav.growth'
  | 'frame.nav.registers'
  | 'frame.nav.immunizations'
  | 'frame.nav.immunizationSchedule'
  | 'frame.nav.laboratory'
  | 'frame.nav.laboratoryRanges'
  | 'frame.nav.dispensing'
  | 'frame.nav.prescriptionCheck'
  | 'frame.nav.refills'
  | 'frame.nav.orderSets'
  | 'frame.nav.doseCalculator'
  | 'frame.nav.stock'
  | 'frame.nav.stockTakes'
  | 'frame.nav.controlled'
  | 'frame.nav.stockImport'
  | 'frame.nav.receiving'
  | 'frame.nav.places'
  | 'frame.nav.blood'
  | 'frame.nav.equipment'
  | 'frame.nav.wards'
  | 'frame.nav.stockReports'
  | 'frame.nav.coldChain'
  | 'frame.nav.recalls'
  | 'frame.nav.reorder'
  | 'frame.nav.orders'
  | 'frame.nav.requisitions'
  | 'frame.nav.suppliers'
  | 'frame.nav.nearby'
  | 'frame.nav.alerts'
  | 'frame.nav.reports'
  | 'frame.nav.accounts'
  | 'frame.nav.roles'
  | 'frame.nav.settingsHistory'
  | 'frame.nav.configuration'
  | 'frame.nav.knowledge'
  | 'frame.nav.hub'
  | 'frame.nav.safetyFindings'
  | 'frame.nav.breakGlass'
  | 'frame.nav.departments'
  | 'frame.nav.audit'
  | 'frame.nav.seats'
  | 'frame.nav.settings';

/** Every screen, in the order of the rail. `g` and then goKey leads there. */
export const routes: readonly ScreenRoute[] = [
  {
    path: '/',
    rail: { href: '/', icon: House, group: 'care', goKey: 't' },
    permission: 'self',
    labelKey: 'frame.nav.home',
    Screen: lazy(() => import('./home/HomeScreen.tsx')),
  },
  {
    path: '/patients/:patientId?',
    rail: { href: '/patients', icon: Users, group: 'care', goKey: 'p' },
    permission: 'Patient.read',
    labelKey: 'frame.nav.patients',
    Screen: lazy(() => import('./patients/PatientsScreen.tsx')),
  },
  {
    path: '/appointments/:act?',
    rail: { href: '/appointments', icon: CalendarDays, group: 'care', goKey: 'a' },
    permission: 'Appointment.read',
    labelKey: 'frame.nav.appointments',
    Screen: lazy(() => import('./appointments/AppointmentsScreen.tsx')),
  },
  {
    path: '/queue/:act?',
    rail: { href: '/queue', icon: ListOrdered, group: 'care', goKey: 'q' },
    permission: 'Encounter.read',
    labelKey: 'frame.nav.queue',
    Screen: lazy(() => import('./encounters/QueueScreen.tsx')),
  },
  {
    path: '/encounters/:encounterId',
    permission: 'Encounter.read',
    labelKey: 'frame.nav.encounter',
    Screen: lazy(() => import('./encounters/EncounterScreen.tsx')),
  },
  {
    path: '/registers/:register?/:patientId?',
    rail: { href: '/registers', icon: ListChecks, group: 'care', goKey: 'g' },
    permission: 'Group.read',
    labelKey: 'frame.nav.registers',
    Screen: lazy(() => import('./registers/RegistersScreen.tsx')),
  },
  {
    path: '/immunizations/:patientId?',
    rail: { href: '/immunizations', icon: Syringe, group: 'care', goKey: 'v' },
    permission: 'Immunization.read',
    labelKey: 'frame.nav.immunizations',
    Screen: lazy(() => import('./immunizations/ImmunizationsScreen.tsx')),
  },
  {
    path: '/immunization-schedule',
    permission: 'self',
    labelKey: 'frame.nav.immunizationSchedule',
    Screen: lazy(() => import('./immunizations/ScheduleScreen.tsx')),
  },
  {
    path: '/growth/:patientId',
    permission: 'Patient.read',
    labelKey: 'frame.nav.growth',
    Screen: lazy(() => import('./observations/GrowthScreen.tsx')),
  },
  {
    path: '/laboratory/:serviceRequestId?',
    rail: { href: '/laboratory', icon: FlaskConical, group: 'care', goKey: 'd' },
    permission: 'ServiceRequest.read',
    labelKey: 'frame.nav.laboratory',
    Screen: lazy(() => import('./laboratory/LaboratoryScreen.tsx')),
  },
  {
    path: '/laboratory-ranges',
    permission: 'self',
    labelKey: 'frame.nav.laboratoryRanges',
    Screen: lazy(() => import('./laboratory/RangesScreen.tsx')),
  },
  {
    path: '/dose-calculator/:patientId?',
    rail: { href: '/dose-calculator', icon: Calculator, group: 'care', goKey: 'w' },
    permission: 'MedicationRequest.read',
    labelKey: 'frame.nav.doseCalculator',
    Screen: lazy(() => import('./dosing/DoseCalculatorScreen.tsx')),
  },
  {
    path: '/dispensing/:medicationRequestId?',
    rail: { href: '/dispensing', icon: ClipboardList, group: 'supply', goKey: 'r' },
    permission: 'MedicationRequest.read',
    labelKey: 'frame.nav.dispensing',
    Screen: lazy(() => import('./dispensing/DispensingScreen.tsx')),
  },
  {
    path: '/prescription-check',
    permission: 'MedicationRequest.read',
    labelKey: 'frame.nav.prescriptionCheck',
    Screen: lazy(() => import('./prescriptionSeals/PaperScreen.tsx')),
  },
  {
    path: '/refills/:medicationRequestId?',
    rail: { href: '/refills', icon: RefreshCw, group: 'care', goKey: 'f' },
    permission: 'RefillRequest.create',
    labelKey: 'frame.nav.refills',
    Screen: lazy(() => import('./refills/RefillsScreen.tsx')),
  },
  {
    path: '/order-sets/:orderSetId?',
    permission: 'MedicationRequest.create',
    labelKey: 'frame.nav.orderSets',
    Screen: lazy(() => import('./orderSets/OrderSetsScreen.tsx')),
  },
  {
    path: '/stock/:itemId?',
    rail: { href: '/stock', icon: Package, group: 'supply', goKey: 's' },
    tab: { of: '/stock', href: '/stock' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.stock',
    Screen: lazy(() => import('./inventory/StockScreen.tsx')),
  },
  {
    path: '/receiving/:receiptId?',
    tab: { of: '/stock', href: '/receiving' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.receiving',
    Screen: lazy(() => import('./receiving/ReceivingScreen.tsx')),
  },
  {
    path: '/stock-takes/:stockTakeId?',
    tab: { of: '/stock', href: '/stock-takes' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.stockTakes',
    Screen: lazy(() => import('./stockTakes/StockTakesScreen.tsx')),
  },
  {
    path: '/reorder/:itemId?',
    tab: { of: '/stock', href: '/reorder' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.reorder',
    Screen: lazy(() => import('./replenishment/ReorderScreen.tsx')),
  },
  {
    path: '/orders/:orderId?',
    tab: { of: '/stock', href: '/orders' },
    permission: 'SupplyRequest.read',
    labelKey: 'frame.nav.orders',
    Screen: lazy(() => import('./orders/OrdersScreen.tsx')),
  },
  {
    path: '/requisitions/:requisitionId?',
    tab: { of: '/stock', href: '/requisitions' },
    permission: 'SupplyRequest.read',
    labelKey: 'frame.nav.requisitions',
    Screen: lazy(() => import('./requisitions/RequisitionsScreen.tsx')),
  },
  {
    path: '/suppliers/:supplierId?',
    tab: { of: '/stock', href: '/suppliers' },
    permission: 'SupplyRequest.read',
    labelKey: 'frame.nav.suppliers',
    Screen: lazy(() => import('./suppliers/SuppliersScreen.tsx')),
  },
  {
    path: '/wards/:locationId?',
    tab: { of: '/stock', href: '/wards' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.wards',
    Screen: lazy(() => import('./wards/WardsScreen.tsx')),
  },
  {
    path: '/controlled/:view?',
    tab: { of: '/stock', href: '/controlled' },
    permission: 'Controlled.read',
    labelKey: 'frame.nav.controlled',
    Screen: lazy(() => import('./controlled/ControlledScreen.tsx')),
  },
  {
    path: '/recalls/:recallId?',
    tab: { of: '/stock', href: '/recalls' },
    permission: 'Recall.read',
    labelKey: 'frame.nav.recalls',
    Screen: lazy(() => import('./recalls/RecallsScreen.tsx')),
  },
  {
    path: '/cold-chain/:locationId?',
    tab: { of: '/stock', href: '/cold-chain' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.coldChain',
    Screen: lazy(() => import('./coldChain/ColdChainScreen.tsx')),
  },
  {
    path: '/stock-reports/:report?',
    tab: { of: '/stock', href: '/stock-reports' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.stockReports',
    Screen: lazy(() => import('./stockReports/StockReportsScreen.tsx')),
  },
  {
    path: '/stock-places',
    tab: { of: '/stock', href: '/stock-places' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.places',
    Screen: lazy(() => import('./inventory/PlacesScreen.tsx')),
  },
  {
    path: '/stock-import',
    tab: { of: '/stock', href: '/stock-import' },
    permission: 'InventoryItem.create',
    labelKey: 'frame.nav.stockImport',
    Screen: lazy(() => import('./items/ImportScreen.tsx')),
  },
  {
    path: '/blood/:unitId?',
    rail: { href: '/blood', icon: Droplet, group: 'supply', goKey: 'x' },
    permission: 'BloodUnit.read',
    labelKey: 'frame.nav.blood',
    Screen: lazy(() => import('./blood/BloodScreen.tsx')),
  },
  {
    path: '/equipment/:equipmentId?',
    rail: { href: '/equipment', icon: Stethoscope, group: 'supply', goKey: 'k' },
    permission: 'Equipment.read',
    labelKey: 'frame.nav.equipment',
    Screen: lazy(() => import('./equipment/EquipmentScreen.tsx')),
  },
  {
    path: '/nearby',
    rail: { href: '/nearby', icon: MapPin, group: 'supply', goKey: 'n' },
    permission: 'InventoryItem.read',
    labelKey: 'frame.nav.nearby',
    Screen: lazy(() => import('./network/NearbyScreen.tsx')),
  },
  {
    path: '/alerts',
    rail: { href: '/alerts', icon: Bell, group: 'supply', goKey: 'l' },
    permission: 'self',
    labelKey: 'frame.nav.alerts',
    Screen: lazy(() => import('./network/AlertsScreen.tsx')),
  },
  {
    path: '/reports',
    rail: { href: '/reports', icon: ChartColumn, group: 'facility', goKey: 'o' },
    permission: 'MeasureReport.create',
    labelKey: 'frame.nav.reports',
    Screen: lazy(() => import('./reports/ReportsScreen.tsx')),
  },
  {
    path: '/duplicates',
    rail: { href: '/duplicates', icon: UsersRound, group: 'facility', goKey: 'm' },
    permission: 'Patient.merge',
    labelKey: 'frame.nav.duplicates',
    Screen: lazy(() => import('./duplicates/DuplicatesScreen.tsx')),
  },
  {
    path: '/accounts/:userId?',
    rail: { href: '/accounts', icon: UserCog, group: 'facility', goKey: 'c' },
    permission: 'UserAccount.read',
    labelKey: 'frame.nav.accounts',
    Screen: lazy(() => import('./accounts/AccountsScreen.tsx')),
  },
  {
    path: '/roles',
    permission: 'UserAccount.read',
    labelKey: 'frame.nav.roles',
    Screen: lazy(() => import('./accounts/RolesScreen.tsx')),
  },
  {
    path: '/departments',
    permission: 'UserAccount.read',
    labelKey: 'frame.nav.departments',
    Screen: lazy(() => import('./visibility/DepartmentsScreen.tsx')),
  },
  {
    path: '/settings-history',
    permission: 'Configuration.read',
    labelKey: 'frame.nav.settingsHistory',
    Screen: lazy(() => import('./configuration/SettingsHistoryScreen.tsx')),
  },
  {
    path: '/medicine-knowledge',
    permission: 'self',
    labelKey: 'frame.nav.knowledge',
    Screen: lazy(() => import('./knowledge/KnowledgeScreen.tsx')),
  },
  {
    path: '/hub',
    permission: 'self',
    labelKey: 'frame.nav.hub',
    Screen: lazy(() => import('./network/HubScreen.tsx')),
  },
  {
    path: '/configuration',
    permission: 'Configuration.read',
    labelKey: 'frame.nav.configuration',
    Screen: lazy(() => import('./configuration/ConfigurationScreen.tsx')),
  },
  {
    path: '/safety-findings',
    rail: { href: '/safety-findings', icon: ShieldAlert, group: 'facility', goKey: 'y' },
    permission: 'SafetyOverride.read',
    labelKey: 'frame.nav.safetyFindings',
    Screen: lazy(() => import('./safety/SafetyFindingsScreen.tsx')),
  },
  {
    path: '/break-glass',
    rail: { href: '/break-glass', icon: LockOpen, group: 'facility', goKey: 'b' },
    permission: 'BreakGlass.review',
    labelKey: 'frame.nav.breakGlass',
    Screen: lazy(() => import('./visibility/BreakGlassScreen.tsx')),
  },
  {
    path: '/audit',
    rail: { href: '/audit', icon: ScrollText, group: 'facility', goKey: 'u' },
    permission: 'AuditEvent.read',
    labelKey: 'frame.nav.audit',
    Screen: lazy(() => import('./audit/AuditScreen.tsx')),
  },
  {
    path: '/seats',
    permission: 'Device.read',
    labelKey: 'frame.nav.seats',
    Screen: lazy(() => import('./seats/SeatsScreen.tsx')),
  },
  {
    path: '/settings',
    rail: { href: '/settings', icon: Settings, group: 'facility', goKey: 'e' },
    permission: 'self',
    labelKey: 'frame.nav.settings',
    Screen: lazy(() => import('./settings/SettingsScreen.tsx')),
  },
];

/** Whether this is the place, or a page under it. */
export const isAt = (location: string, href: string): boolean =>
  href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`);
