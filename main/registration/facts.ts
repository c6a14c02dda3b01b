import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findIdentifierHolder } from '../../db/queries/registration.ts';
import type { TableName } from '../../db/schema/index.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { FactKind } from '../../preload/contract/registration.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { reindex } from './reindex.ts';

const tableOf = {
  name: 'patient_name',
  telecom: 'patient_telecom',
  identifier: 'patient_identifier',
  related: 'related_person',
  consent: 'consent',
} as const satisfies Record<FactKind, TableName>;

/** A number that another person has is refused: it is a mistake, or the same person twice. @throws 'not_found', 'identifier.taken', 'date.in_future' */
export const addFact: CommandHandler<'registration.addFact'> = {
  run: async (ctx, { patientId, fact }) => {
    await assertPatient(ctx.db, patientId);
    const id = ctx.newId();
    const row = { id, patient_id: patientId };
    switch (fact.kind) {
      case 'name':
        insert(ctx, 'patient_name', { ...row, use: fact.use, text: fact.text });
        break;
      case 'telecom':
        insert(ctx, 'patient_telecom', { ...row, use: fact.use, value: fact.value });
        break;
      case 'identifier': {
        const { system, issuer, value } = fact;
        if (await findIdentifierHolder(ctx.db, { system, issuer, value })) throw new AppError('identifier.taken');
        insert(ctx, 'patient_identifier', { ...row, system, issuer, value });
        break;
      }
      case 'related': {
        const { relationship, name, phone } = fact;
        const flags = { is_guardian: fact.isGuardian ? 1 : 0, is_next_of_kin: fact.isNextOfKin ? 1 : 0 };
        insert(ctx, 'related_person', { ...row, relationship, name, phone, ...flags });
        break;
      }
      case 'consent': {
        const { category, decision, givenOn, givenBy } = fact;
        if (givenOn > ctx.today()) throw new AppError('date.in_future', { date: 'givenOn' });
        insert(ctx, 'consent', { ...row, category, decision, given_on: givenOn, given_by: givenBy });
      }
    }
    reindex(ctx, patientId);
    return { factId: id };
  },
  about: (input) => input.patientId,
};

/** Of this record, or of one that is read as this person. @throws 'not_found' also of another person's fact */
export const retractFact: CommandHandler<'registration.retractFact'> = {
  run: async (ctx, { patientId, kind, factId, reason }) => {
    const table = tableOf[kind];
    const found = await ctx.db.selectFrom(table).select(['patient_id', 'status']).where('id', '=', factId).executeTakeFirst();
    const ids = await linkedPatientIds(ctx.db, patientId);
    if (!found || !ids.includes(found.patient_id) || found.status !== 'active') throw new AppError('not_found', { resource: table });
    amend(ctx, table, factId, { status: 'entered-in-error' }, { reason });
    reindex(ctx, found.patient_id);
    return {};
  },
  about: (input) => input.patientId,
};
