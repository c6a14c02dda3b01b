import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapColumns } from '../../../../../main/patients/linkage/columns.ts';
import { dayDigits, readsMonthFirst } from '../../../../../main/patients/linkage/dates.ts';
import { readTable } from '../../../../../main/patients/linkage/readTable.ts';
import { lettersOf, mayBeWithin, slips } from '../../../../../main/patients/linkage/slips.ts';
import { edits } from '../../../../../main/patients/nearness.ts';

const rolesOf = (header: string, rows = ['a,b,c,d,e,f', 'g,h,i,j,k,l'], ignored: string[] = []) =>
  Object.fromEntries(mapColumns(readTable([header, ...rows].join('\n')).table, ignored).columns.map(({ name, role }) => [name, role]));

describe('headers', () => {
  test.each([
    ['given_name,surname,date_of_birth,sex,phone_number,village', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['First Name,LAST NAME,DOB,Gender,Mobile,City', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['forename,familyName,birthDate,sex,tel,suburb', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['Prénom,Nom,Date de naissance,Sexe,Téléphone,Quartier', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['Nombres,Apellidos,Fecha de nacimiento,Sexo,Celular,Barrio', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['Nome,Apelido,Data de nascimento,Sexo,Telemóvel,Aldeia', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['Vorname,Nachname,Geburtsdatum,Geschlecht,Telefon,Ort', ['given', 'family', 'birth-date', 'sex', 'phone', 'address']],
    ['Jina,Jinsia,Tarehe ya kuzaliwa,Simu,Kijiji,NIN', ['full-name', 'sex', 'birth-date', 'phone', 'address', 'identifier']],
    ['Patient Name,National ID No,Postcode,e-mail,State,Year of birth', ['full-name', 'identifier', 'code', 'email', 'word', 'birth-date']],
  ])('%s', (header, roles) => {
    expect(Object.values(rolesOf(header))).toEqual(roles);
  });

  test('`nom` alone is the whole name, `name` beside a first name the family name', () => {
    expect(rolesOf('nom,ddn', ['Awa Ba,1990', 'Ali Sy,1991'])).toEqual({ nom: 'full-name', ddn: 'birth-date' });
    expect(rolesOf('name,first name', ['Ba,Awa', 'Sy,Ali'])).toEqual({ name: 'family', 'first name': 'given' });
  });

  test('what is ignored, empty or only the number of the row is left out', () => {
    const { table } = readTable('rec_id,cluster,surname,remark\nr1,7,Ba,\nr2,7,Ba,');
    expect(mapColumns(table, ['Cluster']).leftOut).toEqual([
      { name: 'rec_id', why: 'row-number' },
      { name: 'cluster', why: 'ignored' },
      { name: 'remark', why: 'empty' },
    ]);
  });

  test('an unknown header is told by what stands below', () => {
    expect(
      rolesOf('surname,x,y,z', [
        'Ba,1990-02-03,+221 77 123 45 67,a@b.sn',
        'Ba,1990-02-03,+221 77 123 45 67,a@b.sn',
        'Sy,1991-02-03,77 123 45 68,c@d.sn',
      ]),
    ).toEqual({ surname: 'family', x: 'birth-date', y: 'phone', z: 'email' });
  });
});

describe('birth dates', () => {
  test.each([
    ['19840312', '19840312'],
    ['1984-03-12', '19840312'],
    ['1984-03-12T00:00:00Z', '19840312'],
    ['12/3/1984', '19840312'],
    ['12.03.84', '19840312'],
    ['3 Mar 1984', '19840303'],
    ['12 août 1984', '19840812'],
    ['1984', '19840101'],
    ['03/1984', '19840301'],
    ['19457003', '19457003'], // a slip, and still nearer to 1945-07-03 than to anything else
    ['', ''],
    ['unknown', ''],
    ['12', ''],
  ])('%s is %s', (text, digits) => {
    expect(dayDigits(text, false)).toBe(digits);
  });

  test('03/25/1990 in the column turns all of it round', () => {
    expect(readsMonthFirst(['01/02/1990', '03/25/1990'])).toBe(true);
    expect(readsMonthFirst(['01/02/1990', '25/03/1990'])).toBe(false);
    expect(dayDigits('01/02/1990', true)).toBe('19900102');
  });
});

describe('files', () => {
  test.each([[','], [';'], ['\t'], ['|']])('values are divided by %j', (mark) => {
    const { table } = readTable(`\uFEFFgiven${mark}surname\r\nAwa${mark} Ba \r\nAli${mark}Sy`);
    expect(table).toEqual({
      header: ['given', 'surname'],
      rows: [
        ['Awa', 'Ba'],
        ['Ali', 'Sy'],
      ],
    });
  });

  test('a quote that is never closed costs nobody their row', () => {
    const { table, flaws } = readTable(
      'given,surname,note\nAwa,Ba,"seen\nAli,Sy,\n"Jean, Paul",Lô,"said ""yes"""\nEve,Fay,the "small" one',
    );
    expect(table.rows.map(([given]) => given)).toEqual(['Awa', 'Ali', 'Jean, Paul', 'Eve']);
    expect(table.rows[2]).toEqual(['Jean, Paul', 'Lô', 'said "yes"']);
    expect(flaws).toContainEqual({ row: 1, what: 'broken-quotes' });
  });

  test('a value on two lines, too few and too many values, two columns of one name', () => {
    const { table, flaws } = readTable('name,name,note\nAwa,Ba,"two\nlines"\nAli\nEve,Fay,x,y\nUm,Lo,z,');
    expect(table.header).toEqual(['name', 'name 2', 'note']);
    expect(table.rows.map((row) => row[0])).toEqual(['Awa', 'Ali', 'Eve', 'Um']);
    expect(flaws).toEqual([
      { row: 2, what: 'too-few-values' },
      { row: 3, what: 'too-many-values' },
    ]);
  });
});

test('slips are the edits of the search, counted as far as asked', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (one, other, most) => {
      const all = edits(one, other);
      expect(slips(one, other, most)).toBe(Math.min(all, most + 1));
      if (all <= most) expect(mayBeWithin(lettersOf(one), lettersOf(other), most)).toBe(true);
    }),
  );
});
