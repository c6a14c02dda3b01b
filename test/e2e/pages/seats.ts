import type { Page } from 'playwright-core';
import { framePage } from './frame.ts';

/** Settings, "Computers and tablets", on the clinic's computer; and the first page of one that joins. */
export function seatsPage(window: Page) {
  const { look } = framePage(window);
  const pairingCode = () => window.getByRole('group', { name: 'Pairing code' });
  return {
    look,
    open: async () => {
      await framePage(window).open('Settings');
      await window.getByRole('region', { name: 'Computers and tablets' }).getByRole('link', { name: 'Manage' }).click();
      await window.getByRole('switch', { name: /Other computers on the local network/ }).waitFor();
    },
    share: async (port: number) => {
      await window.getByRole('button', { name: 'Port and name…' }).click();
      await window.getByRole('textbox', { name: 'Port' }).fill(String(port));
      await window.getByRole('button', { name: 'Save' }).click();
      await window.getByRole('button', { name: 'Port and name…' }).waitFor();
      await window.getByRole('switch', { name: /Other computers on the local network/ }).click();
      await window.getByText('Ready for other computers').waitFor();
    },
    fingerprint: () => window.locator('.mv-fingerprint').innerText(),
    makeCode: async () => {
      await window.getByRole('button', { name: 'Make a pairing code' }).click();
      await pairingCode().waitFor();
      return (await pairingCode().locator('span').allInnerTexts()).join(' ');
    },
    withdraw: async (name: string, reason: string) => {
      await window.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Withdraw' }).click();
      await window.getByRole('dialog').getByLabel('Reason').fill(reason);
      await window.getByRole('dialog').getByRole('button', { name: 'Withdraw access' }).click();
      await window.getByText(`Access of ${name} is withdrawn.`).waitFor();
    },
    beginJoining: () => window.getByRole('button', { name: 'Open another computer’s clinic' }).click(),
    join: async (to: { address: string; code: string; name: string }) => {
      await window.getByRole('textbox', { name: 'Address of the clinic’s computer' }).fill(to.address);
      await window.getByRole('textbox', { name: 'Pairing code' }).fill(to.code);
      await window.getByRole('textbox', { name: 'Name of this computer' }).fill(to.name);
      await window.getByRole('button', { name: 'Connect' }).click();
    },
  };
}
