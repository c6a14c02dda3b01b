import { listRegistrationFields } from '../../db/queries/registration.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type RegistrationField, registrationFields } from '../../preload/contract/registration.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const registrationFieldsNow: QueryHandler<'registration.fields'> = async (ctx) => ({ fields: await fieldsNow(ctx) });

async function fieldsNow({ db }: Pick<Context, 'db'>): Promise<RegistrationField[]> {
  const rows = new Map((await listRegistrationFields(db)).map((row) => [row.id, row]));
  return registrationFields.map((field) => {
    const row = rows.get(field);
    return { field, label: row?.label ?? '', isAsked: row?.is_asked !== 0, isRequired: row?.is_required === 1 };
  });
}

/** What is not asked cannot be required. */
export const amendFields: CommandHandler<'registration.amendFields'> = {
  run: async (ctx, input) => {
    const rows = new Map((await listRegistrationFields(ctx.db)).map((row) => [row.id, row]));
    for (const { field, label, isAsked, isRequired } of input.fields) {
      const values = { label, is_asked: isAsked ? 1 : 0, is_required: isAsked && isRequired ? 1 : 0 };
      const row = rows.get(field);
      if (!row) insert(ctx, 'registration_field', { id: field, ...values });
      else if (row.label !== label || row.is_asked !== values.is_asked || row.is_required !== values.is_required)
        amend(ctx, 'registration_field', field, values);
    }
    return {};
  },
};

/** @throws 'patient.field_missing' { fields } that this facility requires and that are empty; fields that were not given are not judged */
export async function assertRequired(
  ctx: Pick<Context, 'db'>,
  given: Partial<Record<(typeof registrationFields)[number], string | null>>,
): Promise<void> {
  const missing = (await fieldsNow(ctx))
    .filter(({ field, isRequired }) => isRequired && field in given && (given[field] ?? '') === '')
    .map(({ field }) => field);
  if (missing.length > 0) throw new AppError('patient.field_missing', { fields: missing });
}
