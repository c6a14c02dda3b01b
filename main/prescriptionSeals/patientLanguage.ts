import type { Context } from '../facility/context.ts';

/** As people write it: the name in either language, or the code. */
const names: readonly (readonly [RegExp, 'en' | 'fr'])[] = [
  [/^(en|eng|english|anglais|inglés)\b/iu, 'en'],
  [/^(fr|fra|fre|french|français|francais)(?!\p{L})/iu, 'fr'],
];

/** The language that a person reads, where we have words in it; else the facility's, and `isFallback` so that somebody reads it to them. */
export async function languageOf(ctx: Context, patientId: string): Promise<{ locale: 'en' | 'fr'; isFallback: boolean }> {
  const own = ctx.facility.self.locale.startsWith('fr') ? 'fr' : 'en';
  const row = await ctx.db.selectFrom('patient').select('language').where('id', '=', patientId).executeTakeFirst();
  const written = row?.language.trim() ?? '';
  if (written === '') return { locale: own, isFallback: false };
  const known = names.find(([pattern]) => pattern.test(written));
  return known ? { locale: known[1], isFallback: false } : { locale: own, isFallback: true };
}
