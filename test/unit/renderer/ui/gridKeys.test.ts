import { describe, expect, test } from 'vitest';
import { findByTyping, nextRow } from '../../../../renderer/ui/gridKeys.ts';

describe('keys that move', () => {
  test.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 0, 5],
    ['PageUp', 3, 0],
    ['Home', 7, 0],
    ['End', 2, 9],
  ])('%s from %i', (key, from, to) => expect(nextRow(key, from, 10, 5)).toBe(to));
  test('others do not', () => expect(nextRow('Enter', 3, 10, 5)).toBeNull());
});

describe('letters find', () => {
  const names = ['Achieng', 'Adhiambo', 'Barasa', 'Éboué', 'Achola'];
  test('the next row that begins so, round the end', () => {
    expect(findByTyping(names, 'b', 0)).toBe(2);
    expect(findByTyping(names, 'a', 0)).toBe(1);
    expect(findByTyping(names, 'a', 4)).toBe(0);
  });
  test('more letters stay on a row that fits', () => expect(findByTyping(names, 'ac', 0)).toBe(0));
  test('the same letter again goes on to the next', () => expect(findByTyping(names, 'aa', 1)).toBe(4));
  test('accents and case do not matter', () => expect(findByTyping(names, 'ebo', 0)).toBe(3));
  test('nothing fits: nothing moves', () => expect(findByTyping(names, 'x', 0)).toBeNull());
});
