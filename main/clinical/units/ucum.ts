/**
 * Conversion between UCUM units, as far as laboratories and bedside measurements need it: prefixes, `.`, `/`, exponents, annotations in braces.
 * Source: The Unified Code for Units of Measure, version 2.1 (definitions of the atoms below).
 */

/** A size in base units and the powers of those; arbitrary units (IU, titres, pH) are their own base. */
type Unit = { factor: number; powers: ReadonlyMap<string, number> };

const prefixes: Readonly<Record<string, number>> = {
  G: 1e9, M: 1e6, k: 1e3, h: 1e2, d: 1e-1, c: 1e-2, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15,
}; // prettier-ignore

const unit = (factor: number, powers: Readonly<Record<string, number>> = {}): Unit => ({ factor, powers: new Map(Object.entries(powers)) });

/** Units that take a prefix. Base: g, m, s, mol, and one of its own for each arbitrary unit. */
const metric: Readonly<Record<string, Unit>> = {
  g: unit(1, { g: 1 }),
  m: unit(1, { m: 1 }),
  s: unit(1, { s: 1 }),
  mol: unit(1, { mol: 1 }),
  L: unit(1e-3, { m: 3 }),
  l: unit(1e-3, { m: 3 }),
  U: unit(1e-6 / 60, { mol: 1, s: -1 }), // enzyme unit: one micromole a minute
  kat: unit(1, { mol: 1, s: -1 }),
  Pa: unit(1e3, { g: 1, m: -1, s: -2 }),
  eq: unit(1, { eq: 1 }),
  osm: unit(1, { osm: 1 }),
  '[IU]': unit(1, { '[IU]': 1 }),
  '[iU]': unit(1, { '[IU]': 1 }),
  'm[Hg]': unit(133_322_000, { g: 1, m: -1, s: -2 }),
};

const other: Readonly<Record<string, Unit>> = {
  '1': unit(1),
  '%': unit(1e-2),
  '10*': unit(10),
  '10^': unit(10),
  min: unit(60, { s: 1 }),
  h: unit(3600, { s: 1 }),
  d: unit(86_400, { s: 1 }),
  wk: unit(604_800, { s: 1 }),
  '[lb_av]': unit(453.59237, { g: 1 }),
  '[oz_av]': unit(28.349523125, { g: 1 }),
  '[stone_av]': unit(6350.29318, { g: 1 }),
  '[in_i]': unit(0.0254, { m: 1 }),
  '[ft_i]': unit(0.3048, { m: 1 }),
  '[pH]': unit(1, { '[pH]': 1 }),
};

/** Degrees have an offset, so they stand alone. */
const kelvins = new Map<string, { of: (value: number) => number; to: (kelvin: number) => number }>([
  ['K', { of: (value) => value, to: (kelvin) => kelvin }],
  ['Cel', { of: (value) => value + 273.15, to: (kelvin) => kelvin - 273.15 }],
  ['[degF]', { of: (value) => ((value - 32) * 5) / 9 + 273.15, to: (kelvin) => ((kelvin - 273.15) * 9) / 5 + 32 }],
]);

/**
 * `value` in another unit; null when one of them is not known or they measure different things.
 * `molarMass` (g/mol) bridges mass and amount of substance: glucose 180.156.
 */
export function convertUnit(value: number, from: string, to: string, molarMass?: number | null): number | null {
  if (from === to) return value;
  const [warm, warmTo] = [kelvins.get(from), kelvins.get(to)];
  if (warm ?? warmTo) return warm && warmTo ? warmTo.to(warm.of(value)) : null;
  const a = parseUnit(from);
  const b = parseUnit(to);
  if (!a || !b) return null;
  const bridge = difference(a, b);
  if (bridge.size === 0) return (value * a.factor) / b.factor;
  if (!molarMass || bridge.size !== 2) return null;
  const moles = bridge.get('mol');
  if (moles === undefined || bridge.get('g') !== -moles || Math.abs(moles) !== 1) return null;
  return ((value * a.factor) / b.factor) * (moles === 1 ? molarMass : 1 / molarMass);
}

/** Null: not a unit that is known here. */
export function isUnit(text: string): boolean {
  return kelvins.has(text) || parseUnit(text) !== null;
}

/** How laboratories and machines write units, as UCUM: `mcg/mL`, `x10^9/L`, `µmol/l`, `mmHg`. Unknown text is returned as it is. */
export function toUcum(written: string): string {
  const text = written
    .normalize('NFKC')
    .trim()
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll(/\bmcg\b/g, 'ug')
    .replace(/^x?\s*10\s*[\^*]\s*(\d+)/i, '10*$1')
    .replace(/^mm\s?hg$/i, 'mm[Hg]')
    .replaceAll(/(?<![[\w])IU\b/gi, '[IU]')
    .replace(/^cells?\//i, '/')
    .replace(/mm3$/, 'uL')
    .replace(/\/hr?$/, '/h')
    .replace(/ml$/, 'mL')
    .replace(/dl$/, 'dL')
    .replace(/(?<=\/)l$/, 'L')
    .replace(/^°?\s?c$/i, 'Cel')
    .replace(/^°?\s?f$/i, '[degF]');
  return isUnit(text) ? text : written;
}

function difference(a: Unit, b: Unit): Map<string, number> {
  const left = new Map(a.powers);
  for (const [base, power] of b.powers) left.set(base, (left.get(base) ?? 0) - power);
  return new Map([...left].filter(([, power]) => power !== 0));
}

function parseUnit(text: string): Unit | null {
  if (text.length > 60) return null;
  const bare = text.replaceAll(/\{[^{}]*\}/g, (_, at: number) => (at === 0 || /[./(]/.test(text[at - 1] ?? '') ? '1' : ''));
  let factor = 1;
  const powers = new Map<string, number>();
  // `/uL` begins with nothing above the line; every `/` divides by the one term after it
  const terms = bare.startsWith('/') ? `1${bare}` : bare;
  for (const [, sign = '.', term = ''] of `.${terms.replaceAll(/[()]/g, '')}`.matchAll(/([./])([^./]*)/g)) {
    const atom = parseTerm(term);
    if (!atom) return null;
    // what stands in parentheses after a slash is divided as a whole: mg/(24.h)
    const isBelow = sign === '/' || (bare.includes('/(') && bare.indexOf(term) > bare.indexOf('/('));
    factor = isBelow ? factor / atom.factor : factor * atom.factor;
    for (const [base, power] of atom.powers) powers.set(base, (powers.get(base) ?? 0) + (isBelow ? -power : power));
  }
  return { factor, powers: new Map([...powers].filter(([, power]) => power !== 0)) };
}

function parseTerm(term: string): Unit | null {
  const ten = /^10[*^]([+-]?\d{1,2})$/.exec(term);
  if (ten) return unit(10 ** Number(ten[1]));
  if (/^\d{1,6}$/.test(term)) return unit(Number(term));
  const [, name = '', exponent = '1'] = /^(.*?[^\d+-])([+-]?\d)?$/.exec(term) ?? [];
  const atom = findAtom(name);
  if (!atom) return null;
  const power = Number(exponent);
  return { factor: atom.factor ** power, powers: new Map([...atom.powers].map(([base, one]) => [base, one * power])) };
}

function findAtom(name: string): Unit | null {
  if (Object.hasOwn(other, name)) return other[name] ?? null;
  if (Object.hasOwn(metric, name)) return metric[name] ?? null;
  const prefix = prefixes[name[0] ?? ''];
  const rest = metric[name.slice(1)];
  return prefix !== undefined && rest && Object.hasOwn(metric, name.slice(1))
    ? { factor: prefix * rest.factor, powers: rest.powers }
    : null;
}
