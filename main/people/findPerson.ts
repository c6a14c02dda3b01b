import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { personName } from '../../preload/contract/personName.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { listPeople } from './previewErasure.ts';

/** Also somebody entered in error: their record is one to take out or erase. That it was looked up is told. @throws 'not_found' */
export const findPerson: QueryHandler<'people.find'> = (ctx, { number }) =>
  inTransaction(ctx, async (inside) => {
    const found = inside.raw.prepare('SELECT * FROM patient WHERE number = ?').get(number.toUpperCase()) as Row<'patient'> | undefined;
    if (!found) throw new AppError('not_found', { resource: 'Patient' });
    const ids = await linkedPatientIds(inside.db, found.id);
    audit(inside, { action: 'read', resource: 'Patient', resourceId: found.id, patientId: found.id });
    return {
      patientId: found.id,
      number: found.number,
      displayName: personName(found.family_name, found.given_names),
      linkedNumbers: listPeople(
        inside.raw,
        ids.filter((id) => id !== found.id),
      ).map((each) => each.number),
    };
  });
