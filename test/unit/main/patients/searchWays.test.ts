import { expect, test } from 'vitest';
import { aPatient } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

/** What is typed, and who must stand first. */
const ways: readonly (readonly [string, string])[] = [
  // any part of any name, in any order
  ['raogo', 'Ouédraogo, Khadidiatou'],
  ['diatou ouedra', 'Ouédraogo, Khadidiatou'],
  ['mukamana claire', 'Mukamana, Claire Marie'],
  ['claire marie mukamana', 'Mukamana, Claire Marie'],
  ['marie claire mukamana', 'Mukamana, Marie Claire'],
  ['mukamana marie claire', 'Mukamana, Marie Claire'],
  ['ali ali', 'Ali, Ali'],
  ['hassan ali', 'Hassan, Ali'],
  // misspelt, short names too
  ['ouedrago kadidiatu', 'Ouédraogo, Khadidiatou'],
  ['yw chkwu', 'Chukwu, Yaw'],
  ['jaw chuckwu', 'Chukwu, Yaw'],
  // telephone: any part of it, with what is dialled before it, with a zero in front that belongs to the middle
  ['76012', 'Ouédraogo, Khadidiatou'],
  ['06760', 'Ouédraogo, Khadidiatou'],
  ['0770676', 'Ouédraogo, Khadidiatou'],
  ['70 345', 'Ouattara, Mohamed'],
  ['00221 70345', 'Ouattara, Mohamed'],
  // identifier, birth year, birth day in both writings, village
  ['gha-0071-x', 'Chukwu, Yaw'],
  ['0071', 'Chukwu, Yaw'],
  ['1959', 'Conceição, João'],
  ['marie 1966', 'Mukamana, Claire Marie'],
  ['29/02/1984', 'Ouattara, Mohamed'],
  ['1984-02-29', 'Ouattara, Mohamed'],
  ['gisagara', 'Mukamana, Marie Claire'],
  ['koumbra', 'Ouédraogo, Khadidiatou'],
  // one name by other habits: ou u w, kh x, dj j, tch ch c, gn ny, n' and no apostrophe
  ['watara', 'Ouattara, Mohamed'],
  ['muhammad', 'Ouattara, Mohamed'],
  ['mouhamed wattara', 'Ouattara, Mohamed'],
  ['mahamadou ouatara', 'Ouattara, Mohamed'],
  ['محمد', 'Ouattara, Mohamed'],
  ['مُحَمَّد', 'Ouattara, Mohamed'],
  ['علي حسن', 'Hassan, Ali'],
  ['mukhtar', 'Hassan, Ali'],
  ['moctar', 'Hassan, Ali'],
  ['xadidiatu', 'Ouédraogo, Khadidiatou'],
  ['xadijatou wedraogo', 'Ouédraogo, Khadidiatou'],
  ['jeneba kulibali', 'Coulibaly, Djénéba'],
  ['dieneba koulibaly', 'Coulibaly, Djénéba'],
  ['sheikh ndiaye', "N'Diaye, Cheikh"],
  ['cheick diaye', "N'Diaye, Cheikh"],
  ['tcheikh', "N'Diaye, Cheikh"],
  ['nyima', 'Sané, Gnima'],
  ['huong nguyen', 'Hương, Nguyễn Thị'],
  ['joao conceicao', 'Conceição, João'],
  ['sukru caglayan', 'Çağlayan, Şükrü'],
];

async function clinicWithPeople() {
  const clinic = await testClinic();
  const numbers = new Map<string, string>();
  const people = [
    ['Khadidiatou', 'Ouédraogo', '1991-04-12', '77 067 60 12', 'Koumbara'],
    ['Mohamed', 'Ouattara', '1984-02-29', '+221 70 345 00 91', 'Wendou'],
    ['Djénéba', 'Coulibaly', '2001-11-02', '', 'Tchalo'],
    ['Cheikh', "N'Diaye", '1975-06-30', '', 'Kayar'],
    ['Gnima', 'Sané', '1999-09-09', '', 'Djibéla'],
    ['Ali', 'Ali', '1970-01-01', '', ''],
    ['Ali', 'Hassan', '1971-02-02', '', ''],
    ['Marie Claire', 'Mukamana', '1988-08-08', '', 'Gisagara'],
    ['Claire Marie', 'Mukamana', '1966-03-03', '', 'Same'],
    ['Yaw', 'Chukwu', '2012-05-05', '', 'Ejura'],
    ['Nguyễn Thị', 'Hương', '1995-05-05', '', ''],
    ['João', 'Conceição', '1959-12-24', '', ''],
    ['Şükrü', 'Çağlayan', '1982-07-14', '', ''],
  ] as const;
  for (const [givenNames, familyName, birthDate, phone, village] of people) {
    const patientId = await aPatient(clinic, { givenNames, familyName, birthDate, phone, village, sex: 'unknown' });
    numbers.set(
      givenNames,
      (await clinic.call('front-desk', 'patients.search', { text: `${givenNames} ${familyName}` })).patients[0]?.number ?? '',
    );
    const add = (fact: object) => clinic.call('front-desk', 'registration.addFact', { patientId, fact: fact as never });
    if (givenNames === 'Mohamed') await add({ kind: 'name', use: 'local-script', text: 'محمد واتارا' });
    if (givenNames === 'Ali' && familyName === 'Hassan') {
      await add({ kind: 'name', use: 'local-script', text: 'علي حسن' });
      await add({ kind: 'name', use: 'nickname', text: 'Muktar' });
    }
    if (givenNames === 'Yaw') await add({ kind: 'identifier', system: 'national', issuer: '', value: 'GHA-0071-X' });
  }
  const first = async (text: string) => (await clinic.call('front-desk', 'patients.search', { text })).patients[0]?.displayName;
  return { first, numbers };
}

test('any part of any name, misspelt, moved, written by other habits; telephone, number, year, village: the right person first', async () => {
  const { first } = await clinicWithPeople();
  const found: [string, string | undefined][] = [];
  for (const [typed] of ways) found.push([typed, await first(typed)]);
  expect(found).toEqual(ways);
});

test('a card as the scanner reads it, and a number without its end', async () => {
  const { first, numbers } = await clinicWithPeople();
  const number = numbers.get('Gnima') ?? '';
  expect(await first(number)).toBe('Sané, Gnima');
  expect(await first(number.toLowerCase())).toBe('Sané, Gnima');
  expect(await first(number.split('-').slice(0, 3).join('-'))).toBe('Sané, Gnima');
  expect(await first(number.split('-')[2] ?? '')).toBe('Sané, Gnima');
});
