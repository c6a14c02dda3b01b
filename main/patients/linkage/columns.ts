import { fold } from '../names.ts';
import { dayDigits, readsMonthFirst } from './dates.ts';
import type { Column, Role } from './fields.ts';

/** A file as it was read: every row has a value, perhaps empty, for every column. */
export type Table = { header: readonly string[]; rows: readonly (readonly string[])[] };
export type Mapped = { columns: Column[]; leftOut: { name: string; why: 'ignored' | 'row-number' | 'empty' }[] };

// Whole headers, folded, in English, French, Spanish, Portuguese, German, Swahili, Arabic.
const headers: Readonly<Partial<Record<Role, readonly string[]>>> = {
  given: [
    'given',
    'given name',
    'given names',
    'givenname',
    'first',
    'first name',
    'firstname',
    'fname',
    'forename',
    'forenames',
    'christian name',
    'middle',
    'middle name',
    'middlename',
    'other name',
    'other names',
    'othernames',
    'second name',
    'prenom',
    'prenoms',
    'autres prenoms',
    'nombre',
    'nombres',
    'primer nombre',
    'segundo nombre',
    'primeiro nome',
    'nome proprio',
    'vorname',
    'vornamen',
    'jina la kwanza',
    'الاسم الاول',
  ],
  family: [
    'family',
    'family name',
    'familyname',
    'last',
    'last name',
    'lastname',
    'lname',
    'surname',
    'sname',
    'maiden name',
    'nom',
    'nom de famille',
    'nom de naissance',
    'nom de jeune fille',
    'apellido',
    'apellidos',
    'primer apellido',
    'segundo apellido',
    'apelido',
    'sobrenome',
    'ultimo nome',
    'nachname',
    'familienname',
    'jina la ukoo',
    'jina la familia',
    'اسم العائله',
    'اسم العائلة',
    'اللقب',
  ],
  'full-name': [
    'name',
    'full name',
    'fullname',
    'patient',
    'patient name',
    'client name',
    'nom complet',
    'nom et prenom',
    'nom et prenoms',
    'nom prenom',
    'nombre completo',
    'nome',
    'nome completo',
    'vollstandiger name',
    'jina',
    'jina kamili',
    'الاسم',
    'الاسم الكامل',
  ],
  'birth-date': [
    'birth',
    'birthdate',
    'birth date',
    'birthday',
    'date of birth',
    'dateofbirth',
    'dob',
    'd o b',
    'born',
    'born on',
    'birth year',
    'year of birth',
    'yob',
    'date de naissance',
    'date naissance',
    'naissance',
    'ddn',
    'ne le',
    'nee le',
    'ne e le',
    'annee de naissance',
    'fecha de nacimiento',
    'fecha nacimiento',
    'nacimiento',
    'data de nascimento',
    'data nascimento',
    'nascimento',
    'geburtsdatum',
    'geburtstag',
    'tarehe ya kuzaliwa',
    'تاريخ الميلاد',
  ],
  sex: ['sex', 'gender', 'sexe', 'genre', 'sexo', 'genero', 'geschlecht', 'jinsia', 'الجنس'],
  phone: [
    'phone',
    'phone number',
    'phonenumber',
    'phone no',
    'telephone',
    'telephone number',
    'tel',
    'mobile',
    'mobile number',
    'mobile phone',
    'cell',
    'cellphone',
    'contact',
    'contact number',
    'msisdn',
    'numero de telephone',
    'portable',
    'gsm',
    'telefono',
    'celular',
    'movil',
    'telefone',
    'telemovel',
    'telefon',
    'handy',
    'simu',
    'namba ya simu',
    'الهاتف',
    'رقم الهاتف',
  ],
  email: ['email', 'e mail', 'mail', 'email address', 'courriel', 'correo', 'correo electronico', 'barua pepe'],
  code: [
    'postcode',
    'post code',
    'postal code',
    'postalcode',
    'zip',
    'zipcode',
    'zip code',
    'postcode fake',
    'street number',
    'house number',
    'house no',
    'plot',
    'code postal',
    'numero de rue',
    'codigo postal',
    'cep',
    'postleitzahl',
    'plz',
    'hausnummer',
  ],
  address: [
    'address',
    'address 1',
    'address 2',
    'address 3',
    'addr',
    'address1',
    'address2',
    'street',
    'street name',
    'suburb',
    'village',
    'town',
    'city',
    'parish',
    'subcounty',
    'sub county',
    'ward',
    'zone',
    'quarter',
    'neighbourhood',
    'neighborhood',
    'place',
    'residence',
    'location',
    'birth place',
    'birthplace',
    'place of birth',
    'landmark',
    'adresse',
    'rue',
    'ville',
    'quartier',
    'commune',
    'localite',
    'lieu',
    'lieu de naissance',
    'domicile',
    'direccion',
    'calle',
    'barrio',
    'aldea',
    'pueblo',
    'ciudad',
    'municipio',
    'endereco',
    'rua',
    'bairro',
    'aldeia',
    'cidade',
    'strasse',
    'ort',
    'wohnort',
    'stadt',
    'kijiji',
    'mtaa',
    'mji',
    'anwani',
    'kata',
    'القريه',
    'القرية',
    'العنوان',
    'المدينة',
    'المدينه',
  ],
  word: [
    'state',
    'province',
    'region',
    'district',
    'county',
    'country',
    'occupation',
    'profession',
    'job',
    'etat',
    'departement',
    'pays',
    'metier',
    'provincia',
    'departamento',
    'estado',
    'distrito',
    'pais',
    'ocupacion',
    'profissao',
    'bundesland',
    'land',
    'beruf',
    'mkoa',
    'wilaya',
    'kazi',
    'marital status',
    'religion',
    'language',
  ],
  identifier: [
    'nin',
    'national id',
    'nationalid',
    'national identification number',
    'id number',
    'id no',
    'identifier',
    'identity number',
    'ssn',
    'social security',
    'social security number',
    'soc sec id',
    'mrn',
    'medical record number',
    'art number',
    'insurance number',
    'nhis',
    'nhif',
    'passport',
    'card number',
    'hospital number',
    'patient number',
    'uganda nin',
    'health id',
    'nhs number',
    'upi',
    'cni',
    'numero d identite',
    'numero national',
    'numero de dossier',
    'numero de securite sociale',
    'numero assurance',
    'matricule',
    'cedula',
    'dni',
    'curp',
    'documento',
    'cpf',
    'rg',
    'bilhete de identidade',
    'personalausweis',
    'versichertennummer',
    'kitambulisho',
    'namba ya kitambulisho',
    'الرقم الوطني',
    'رقم الهويه',
    'رقم الهوية',
  ],
};

// Words that tell what a longer header is about, the most telling first.
const words: readonly (readonly [Role, RegExp])[] = [
  ['birth-date', /\b(dob|birth ?date|date of birth|birthday|naissance|nacimiento|nascimento|geburtsdatum|kuzaliwa)\b/],
  ['email', /\b(e ?mail|courriel|correo)\b/],
  ['phone', /\b(phone|mobile|tel|telephone|telefono|telefone|cell|msisdn|simu)\b/],
  ['identifier', /\b(nin|national id|ssn|mrn|passport|insurance|identifier|id (no|number|card)|identite|cedula|dni|cpf)\b/],
  ['sex', /\b(sex|gender|sexe|sexo|jinsia)\b/],
  ['code', /\b(post ?code|zip|postal)\b/],
  ['given', /\b(given|first ?name|fore ?name|prenoms?|vorname|middle ?name)\b/],
  ['family', /\b(surname|last ?name|family ?name|nom de famille|apellidos?|nachname|sobrenome)\b/],
  ['address', /\b(address|adresse|village|town|city|suburb|street|quartier|ville|parish|kijiji|direccion|endereco)\b/],
  ['full-name', /\b(full ?name|patient ?name|nom complet)\b/],
];

/** What each column holds, told by its header, or by what stands in it where the header is not known. */
export function mapColumns(table: Table, ignored: readonly string[]): Mapped {
  const leftOut: Mapped['leftOut'] = [];
  const columns: Column[] = [];
  const wanted = new Set(ignored.map(plainHeader));
  const known = table.header.map((header) => roleOf(plainHeader(header)));
  table.header.forEach((name, at) => {
    const values = table.rows.map((row) => (row[at] ?? '').trim());
    const filled = values.filter((value) => value !== '');
    if (wanted.has(plainHeader(name))) leftOut.push({ name, why: 'ignored' });
    else if (filled.length === 0) leftOut.push({ name, why: 'empty' });
    else if (!known[at] && isRowNumber(filled, values.length)) leftOut.push({ name, why: 'row-number' });
    else columns.push({ name, values, role: known[at] ?? guess(filled, known) });
  });
  return { columns: nomBesidePrenom(columns), leftOut };
}

/** `givenName`, `GIVEN_NAME` and `Given name:` are one header. */
export function plainHeader(header: string): string {
  return fold(header.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
}

const byHeader = new Map(
  (Object.entries(headers) as [Role, readonly string[]][]).flatMap(([role, names]) => names.map((name) => [fold(name), role] as const)),
);

function roleOf(header: string): Role | null {
  return byHeader.get(header) ?? words.find(([, pattern]) => pattern.test(header))?.[0] ?? null;
}

/** In French `nom` beside `prenom` is the family name, in Portuguese `nome` beside `apelido` the given name; alone each is the whole name. */
function nomBesidePrenom(columns: readonly Column[]): Column[] {
  const has = (role: Role) => columns.some((column) => column.role === role);
  const [hasGiven, hasFamily] = [has('given'), has('family')];
  return columns.map((column) => {
    if (column.role === 'full-name' && hasGiven !== hasFamily) return { ...column, role: hasGiven ? 'family' : 'given' };
    const isAlone = ['nom', 'nombre'].includes(plainHeader(column.name)) && hasGiven !== hasFamily && !has('full-name');
    return isAlone ? { ...column, role: 'full-name' } : column;
  });
}

/** A number or a key of the row itself: every row has one and no two are the same. */
function isRowNumber(filled: readonly string[], rows: number): boolean {
  return rows > 1 && filled.length === rows && new Set(filled).size === rows;
}

const few = 40;

function guess(filled: readonly string[], known: readonly (Role | null)[]): Role {
  const most = (test: (value: string) => boolean) => filled.filter(test).length > filled.length * 0.8;
  const monthFirst = readsMonthFirst(filled);
  const isDate = (value: string) =>
    /^\d{4}-\d\d-\d\d|^\d\d?[./-]\d\d?[./-]\d{2,4}$|^(19|20)\d{6}$/.test(value) && dayDigits(value, monthFirst) !== '';
  if (!known.includes('birth-date') && most(isDate)) return 'birth-date';
  if (most((value) => value.includes('@'))) return 'email';
  if (most((value) => /^\+?[\d\s().-]{7,16}$/.test(value))) return 'phone';
  const distinct = new Set(filled).size;
  if (distinct <= few && distinct * 5 < filled.length) return 'word';
  if (most((value) => /\d/.test(value) && value.length <= 6)) return 'code';
  return most((value) => /\d/.test(value) && !value.includes(' ')) ? 'identifier' : 'text';
}
