import { findEncounter, listActiveConditions, listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { LetterFacts } from '../../preload/contract/compositions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { knownMedicines } from '../medications/known.ts';
import { insertSigned } from './insertSigned.ts';

/** What is known when the letter is signed goes into it; what changes later does not change the letter. @throws 'not_found', 'date.invalid' */
export const writeLetter: CommandHandler<'compositions.writeLetter'> = {
  run: async (ctx, { encounterId, letter }) => {
    const encounter = await findEncounter(ctx.db, encounterId);
    if (!encounter || encounter.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Encounter' });
    if (letter.type === 'sick-note' && letter.until < letter.from) throw new AppError('date.invalid');
    const facts = letter.type === 'sick-note' ? undefined : await factsOf(ctx, encounter.patient_id);
    return { compositionId: insertSigned(ctx, encounter, letter.type, { letter, facts }) };
  },
};

async function factsOf(ctx: Context, patientId: string): Promise<LetterFacts> {
  const ids = await linkedPatientIds(ctx.db, patientId);
  const allergies = await listAllergies(ctx.db, ids);
  const medicines = (await knownMedicines(ctx, patientId)).lines.filter(({ isCurrent }) => isCurrent);
  return {
    diagnoses: (await listActiveConditions(ctx.db, ids)).map((row) => `${row.display} (${row.code})`),
    medicines: medicines.map(({ medicine, directions }) => (directions === '' ? medicine : `${medicine}: ${directions}`)),
    allergies: allergies
      .filter(({ kind }) => kind === 'allergy')
      .map(({ substance, reaction }) => (reaction ? `${substance} (${reaction})` : substance)),
    allergiesAsked: allergies.length > 0,
  };
}
