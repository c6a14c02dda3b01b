import { describe, expect, test } from 'vitest';
import type { RawInput } from '../../../../preload/contract/index.ts';
import { aLot, anItem } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

async function editable(clinic: TestClinic, itemId: string): Promise<RawInput<'items.update'>> {
  const { isUnitFixed: _, ...card } = await clinic.call('pharmacy-clerk', 'items.get', { itemId });
  return { itemId, ...card };
}
const update = async (clinic: TestClinic, itemId: string, change: Partial<RawInput<'items.update'>>) =>
  clinic.ask('pharmacy-clerk', 'items.update', { ...(await editable(clinic, itemId)), ...change });

describe('an item is changed', () => {
  test('everything that the store knows of it, with a line in its history', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    const facts = {
      category: 'Antibiotics',
      programme: 'Essential',
      ven: 'V',
      minimum: 200,
      maximum: 900,
      leadTimeDays: 14,
      price: 12,
    } as const;
    expect(await update(clinic, itemId, facts)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await clinic.call('pharmacy-clerk', 'items.get', { itemId })).toMatchObject({ ...facts, version: 2, isUnitFixed: false });
    expect(await clinic.call('pharmacy-clerk', 'items.choices', {})).toEqual({
      categories: ['Antibiotics'],
      programmes: ['Essential'],
      currency: 'GHS',
      minorDigits: 2,
    });
    const { entries } = await clinic.call('pharmacy-clerk', 'inventory.history', { itemId });
    expect(JSON.stringify(entries)).toContain('Antibiotics');
  });

  test('whoever started from an older state is told', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    const seen = await editable(clinic, itemId);
    await update(clinic, itemId, { price: 10 });
    expect(await clinic.ask('pharmacy-clerk', 'items.update', { ...seen, price: 11 })).toMatchObject({
      ok: false,
      error: { code: 'version.conflict', data: { found: 2 } },
    });
  });

  test('the unit of an item that was ever counted stays, and its ledger is whole', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    const { product } = await editable(clinic, itemId);
    const inBoxes = { product: { ...product, unit: 'box' } };
    expect(await update(clinic, itemId, inBoxes)).toMatchObject({ ok: true }); // nothing was counted yet
    await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 300 });
    expect(await update(clinic, itemId, { product })).toMatchObject({
      ok: false,
      error: { code: 'item.unit_fixed', data: { unit: 'box' } },
    });
    expect(() => clinic.facility.raw.prepare(`UPDATE item SET unit = 'tablet'`).run()).toThrow(/counted in its unit/);
    expect(await clinic.call('pharmacy-clerk', 'items.get', { itemId })).toMatchObject({ isUnitFixed: true, product: { unit: 'box' } });
    expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).item.onHand).toBe(300);
  });

  test('a maximum under the minimum, by the form and for a new item', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    expect(await update(clinic, itemId, { minimum: 10, maximum: 5 })).toMatchObject({ error: { code: 'item.levels' } });
    await expect(anItem(clinic, { minimum: 10, maximum: 5 })).rejects.toThrow(/item.levels/);
  });

  test('only by those who may', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic);
    expect(await clinic.ask('front-desk', 'items.update', await editable(clinic, itemId))).toMatchObject({
      error: { code: 'auth.forbidden' },
    });
  });
});

describe('packs', () => {
  const box = { gtin: '9501101530003', size: 100, name: 'box of 10 blisters', isDefault: true };
  const blister = { gtin: '96385074', size: 10, name: 'blister', isDefault: false };

  test('a number is known in every length that packs and scanners write it', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic, { packs: [box, blister] });
    for (const gtin of ['9501101530003', '09501101530003', ' 950-1101530003 ']) {
      const { found } = await clinic.call('pharmacy-clerk', 'items.findByGtin', { gtin });
      expect(found).toMatchObject({ itemId, pack: { gtin: '09501101530003', size: 100 } });
    }
    expect((await clinic.call('pharmacy-clerk', 'items.findByGtin', { gtin: '96385074' })).found?.pack.size).toBe(10);
    expect((await clinic.call('pharmacy-clerk', 'items.findByGtin', { gtin: '4006381333931' })).found).toBeNull();
    expect(await clinic.ask('pharmacy-clerk', 'items.findByGtin', { gtin: '9501101530004' })).toMatchObject({
      error: { code: 'item.gtin_invalid' },
    });
  });

  test('a number belongs to one item, and to one pack of it', async () => {
    const clinic = await testClinic();
    await anItem(clinic, { packs: [box] });
    await expect(anItem(clinic, { name: 'Another', packs: [box] })).rejects.toThrow(/item.gtin_taken.*Amoxicillin/);
    await expect(anItem(clinic, { name: 'Third', packs: [blister, { ...blister, size: 20 }] })).rejects.toThrow(/item.gtin_taken/);
    await expect(anItem(clinic, { name: 'Fourth', packs: [{ ...blister, gtin: '12345' }] })).rejects.toThrow(/item.gtin_invalid/);
    expect(clinic.count('item')).toBe(1);
  });

  test('numbers change places, a pack goes, another is the default one: the item counts in the new default', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic, { packs: [box, blister] });
    const { packs } = await clinic.call('pharmacy-clerk', 'items.packs', { itemId });
    const swapped = packs.map((pack) => ({
      ...pack,
      gtin: packs.find((other) => other.packId !== pack.packId)!.gtin,
      isDefault: !pack.isDefault,
    }));
    expect(await update(clinic, itemId, { packs: swapped })).toMatchObject({ ok: true });
    expect((await clinic.call('pharmacy-clerk', 'inventory.item', { itemId })).item.packSize).toBe(10);
    expect(await update(clinic, itemId, { packs: [swapped[0]!] })).toMatchObject({ ok: true });
    expect((await clinic.call('pharmacy-clerk', 'items.packs', { itemId })).packs).toEqual([{ ...swapped[0], isDefault: true }]);
    // the number of a pack that is no more may be given again
    await anItem(clinic, { name: 'Another', packs: [{ ...box, gtin: '9501101530003' }] });
  });

  test('an item that was added with a pack size alone has that pack', async () => {
    const clinic = await testClinic();
    const itemId = await anItem(clinic, { packSize: 28 });
    expect((await clinic.call('pharmacy-clerk', 'items.packs', { itemId })).packs).toMatchObject([
      { size: 28, gtin: null, isDefault: true },
    ]);
  });
});
