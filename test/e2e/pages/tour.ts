import type { Page } from 'playwright-core';

type Stop = { name: string; open: (go: (path: string) => Promise<void>, window: Page) => Promise<void> };

const at = (name: string, path: string): Stop => ({ name, open: (go) => go(path) });
const firstOf = (name: string, path: string): Stop => ({
  name,
  open: async (go, window) => {
    await go(path);
    await window.locator('[role=grid] [role=rowgroup] [role=row]').first().click();
  },
});
const behind = (name: string, path: string, button: string): Stop => ({
  name,
  open: async (go, window) => {
    await go(path);
    await window.getByRole('button', { name: button }).first().click();
  },
});

/** Every route, with something open where something can be opened; by who works there. */
export const tour: readonly { username: string; stops: readonly Stop[] }[] = [
  {
    username: 'amina',
    stops: [
      at('today of the front desk', '/'),
      at('patients', '/patients'),
      firstOf('a chart', '/patients'),
      at('registering', '/patients/new'),
      at('appointments', '/appointments'),
      at('booking', '/appointments/new'),
      at('queue', '/queue'),
      at('a walk-in', '/queue/new'),
      at('no such page', '/nowhere'),
    ],
  },
  {
    username: 'joseph',
    stops: [
      firstOf('a visit', '/queue'),
      {
        name: 'a visit that is over',
        open: async (go, window) => {
          await go('/patients');
          await window.getByRole('columnheader', { name: 'Last seen' }).getByRole('button').click();
          const seen = window.locator('[role=grid] [role=rowgroup] [role=row]').nth(12); // those before still wait
          await seen.click();
          await window.locator('.mv-when a').last().click();
          await window.getByText('Came because of').waitFor();
        },
      },
      at('no such visit', '/encounters/01930000-0000-7000-8000-00000000ffff'),
      at('laboratory', '/laboratory'),
      at('laboratory ranges', '/laboratory-ranges'),
      at('dose calculator', '/dose-calculator'),
      at('refills', '/refills'),
      at('order sets', '/order-sets'),
      at('registers', '/registers'),
      at('immunisations', '/immunizations'),
      at('immunisation schedule', '/immunization-schedule'),
      {
        name: 'growth',
        open: async (go, window) => {
          await go('/patients');
          await window.locator('[role=grid] [role=rowgroup] [role=row]').first().click();
          await window.getByRole('button', { name: 'Open chart' }).or(window.locator('.mv-patient')).first().waitFor();
          await go(`/growth/${window.url().split('/').at(-1)}`);
        },
      },
    ],
  },
  {
    username: 'grace',
    stops: [
      firstOf('an order', '/orders'),
      at('a new order', '/orders/new'),
      firstOf('a supplier', '/suppliers'),
      behind('a new supplier', '/suppliers', 'Add a supplier'),
      at('requests', '/requisitions'),
      behind('asking for stock', '/requisitions', 'Ask for stock'),
      firstOf('dispensing', '/dispensing'),
      at('checking a paper prescription', '/prescription-check'),
      at('stock', '/stock'),
      at('importing a list', '/stock-import'),
      at('places of the store', '/stock-places'),
      firstOf('an item', '/stock'),
      behind('a new item', '/stock', 'Add item'),
      at('deliveries', '/receiving'),
      behind('a new delivery', '/receiving', 'New receipt'),
      at('what to order', '/reorder'),
      firstOf('why to order it', '/reorder'),
      at('stock reports', '/stock-reports'),
      at('expiry calendar', '/stock-reports/expiry'),
      at('wards', '/wards'),
      at('beds', '/wards/beds'),
      at('blood', '/blood'),
      at('a unit of blood comes', '/blood/new'),
      at('equipment', '/equipment'),
      at('new equipment', '/equipment/new'),
      at('cold chain', '/cold-chain'),
      firstOf('a fridge', '/cold-chain'),
      at('recalls', '/recalls'),
      at('a new recall', '/recalls/new'),
      at('stock takes', '/stock-takes'),
      firstOf('a stock take', '/stock-takes'),
      at('a new stock take', '/stock-takes/new'),
      firstOf('a controlled register', '/controlled'),
      at('the daily count', '/controlled/count'),
      at('review of what nobody witnessed', '/controlled/review'),
      at('who has it', '/nearby'),
      at('alerts', '/alerts'),
    ],
  },
  {
    username: 'admin',
    stops: [
      at('today of the administrator', '/'),
      at('reports', '/reports'),
      at('people', '/accounts'),
      firstOf('an account', '/accounts'),
      at('roles', '/roles'),
      at('departments', '/departments'),
      at('emergency access', '/break-glass'),
      at('safety findings', '/safety-findings'),
      at('audit', '/audit'),
      firstOf('an audit entry', '/audit'),
      at('same person twice', '/duplicates'),
      at('settings history', '/settings-history'),
      at('configuration', '/configuration'),
      at('medicine knowledge', '/medicine-knowledge'),
      at('the line to the hub', '/hub'),
      at('computers and tablets', '/seats'),
      at('settings', '/settings'),
    ],
  },
];
