import type { z } from 'zod';

type Check = (value: unknown) => boolean;

/**
 * A quick question to a schema about a value of `JSON.parse`. True: the schema would give it back as it is, with nothing to drop, fill in or
 * replace. False says nothing but that the schema itself has to be asked: it alone knows what is right, and why something is not.
 * Of a row that is what it should be, a twentieth of what the schema would cost.
 */
export function plainCheck(schema: z.core.$ZodType): Check {
  const check = typeCheck((schema as z.core.$ZodTypes)._zod.def);
  const asked = checksOf(schema).map(({ def }) => smallCheck(def as z.core.$ZodChecks['_zod']['def']));
  if (asked.length === 0) return check;
  return (value) => check(value) && asked.every((each) => each(value as never));
}

function checksOf({ _zod: { def } }: z.core.$ZodType): { def: object }[] {
  return [...('check' in def ? [{ def }] : []), ...(def.checks ?? []).map(({ _zod }) => _zod)];
}

function typeCheck(def: z.core.$ZodTypes['_zod']['def']): Check {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return Number.isFinite;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'literal':
      return isOneOf(def.values);
    case 'enum':
      return isOneOf(Object.values(def.entries));
    case 'array':
      return isArrayOf(plainCheck(def.element));
    case 'object':
      return def.catchall === undefined ? isObjectOf(def.shape) : never;
    case 'union':
      return 'discriminator' in def ? isOneOfUnion(String(def.discriminator), def.options) : never;
    case 'nullable': {
      const inner = plainCheck(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'optional': {
      const inner = plainCheck(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case 'default':
    case 'catch': {
      const inner = plainCheck(def.innerType);
      return (value) => value !== undefined && inner(value);
    }
    default:
      return never;
  }
}

/** What a schema makes of a value, quickly where it is plain. @throws ZodError */
export function plainOr<S extends z.ZodType>(schema: S): (value: unknown) => z.infer<S> {
  const isPlain = plainCheck(schema);
  return (value) => (isPlain(value) ? (value as z.infer<S>) : schema.parse(value));
}

const never: Check = () => false;

function isOneOf(values: readonly unknown[]): Check {
  const known = new Set(values);
  return (value) => typeof value !== 'undefined' && known.has(value);
}

function isArrayOf(element: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const each of value) if (!element(each)) return false;
    return true;
  };
}

/** A field that the schema does not name would be dropped, so there must be none. */
function isObjectOf(shape: Readonly<Record<string, z.core.$ZodType>>): Check {
  const names = Object.keys(shape);
  const checks = names.map((name) => plainCheck(shape[name]!));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    let found = 0;
    for (let index = 0; index < names.length; index++) {
      const field = fields[names[index]!];
      if (!checks[index]!(field)) return false;
      if (field !== undefined) found++;
    }
    for (const _ in fields) found--;
    return found === 0;
  };
}

function isOneOfUnion(discriminator: string, options: readonly z.core.$ZodType[]): Check {
  const byName = new Map<unknown, Check>();
  for (const option of options) {
    const { def } = (option as z.core.$ZodTypes)._zod;
    const name = def.type === 'object' ? (def.shape[discriminator] as z.core.$ZodTypes | undefined)?._zod.def : undefined;
    if (name?.type === 'literal') for (const each of name.values) byName.set(each, plainCheck(option));
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    return byName.get((value as Readonly<Record<string, unknown>>)[discriminator])?.(value) ?? false;
  };
}

/** A check of a kind that is not known here leaves the question to the schema. */
function smallCheck(def: z.core.$ZodChecks['_zod']['def']): (value: never) => boolean {
  switch (def.check) {
    case 'min_length':
      return ({ length }: { length: number }) => length >= def.minimum;
    case 'max_length':
      return ({ length }: { length: number }) => length <= def.maximum;
    case 'length_equals':
      return ({ length }: { length: number }) => length === def.length;
    case 'greater_than':
      return (value: number) => (def.inclusive ? value >= Number(def.value) : value > Number(def.value));
    case 'less_than':
      return (value: number) => (def.inclusive ? value <= Number(def.value) : value < Number(def.value));
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : never;
    case 'string_format': {
      const { format, pattern } = def as { format: string; pattern?: RegExp };
      if (pattern === undefined || pattern.global || pattern.sticky || !['uuid', 'regex'].includes(format)) return never;
      return (value: string) => pattern.test(value);
    }
    default:
      return never;
  }
}
