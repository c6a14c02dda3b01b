import { expect, test } from 'vitest';
import { readLogger } from '../../../../main/coldChain/readLogger.ts';

const read = (text: string) => readLogger(Buffer.from(text), (day, time) => `${day}T${time}.000Z`);
const days = (found: ReturnType<typeof read>) => found.readings.map(({ at, celsius }) => `${at.slice(0, 16)} ${celsius}`);

test('one column or two, comma or semicolon, a head of some lines', () => {
  const wanted = ['2026-11-03T08:00 4.5', '2026-11-03T08:10 -0.6'];
  expect(days(read('Device;LogTag 7\nTime;Temperature °C\n2026-11-03 08:00:00;4,5\n2026-11-03 08:10:00;-0,6\n'))).toEqual(wanted);
  expect(days(read('No,Date,Time,Temp\n1,03.11.2026,08:00,4.5\n2,03.11.2026,08:10,-0.6'))).toEqual(wanted);
  expect(days(read('"Date/Time"\t"Celsius(°C)"\n"11/13/2026 8:00:00 PM"\t"4.5"\n"11/14/2026 8:10:00 AM"\t"−0.6"'))).toEqual(['2026-11-13T20:00 4.5', '2026-11-14T08:10 -0.6']);
}); // prettier-ignore

test('days that can be read two ways are read so that the file goes forward', () => {
  const monthFirst = read('t,c\n01/30/2026 08:00,4\n02/01/2026 08:00,5\n02/02/2026 08:00,6');
  expect(monthFirst.order).toBe('month-first');
  expect(read('t,c\n01/02/2026 08:00,4\n02/02/2026 08:00,5\n03/02/2026 08:00,6').order).toBe('day-first');
});

test('Fahrenheit is converted; rows that hold no temperature are counted; a repeated time counts once', () => {
  const found = read('Date,Time,°F\n2026-11-03,08:00,39.2\n2026-11-03,08:10,probe lost\n2026-11-03,08:20,40.1\n2026-11-03,08:20,40.1');
  expect(found.readings).toEqual([
    { at: '2026-11-03T08:00:00.000Z', celsius: 4 },
    { at: '2026-11-03T08:20:00.000Z', celsius: 4.5 },
  ]);
  expect(found.badRows).toBe(1);
});

test('what is no list of temperatures is refused by name', () => {
  for (const text of ['hello', 'a,b\n1,2', 'Date,Time\n2026-11-03,08:00', '2026-13-45,08:00,4'])
    expect(() => read(text)).toThrow('coldChain.no_readings');
});
