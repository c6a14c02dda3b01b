import { amend, insert } from '../../db/write.ts';
import { vitalSigns, type VitalSign } from '../../preload/contract/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { judge } from '../../preload/contract/units.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from './assertOpenEncounter.ts';

/** LOINC's names for what is stored. Source: LOINC codes 8310-5, 8867-4, 9279-1, 2708-6, 8480-6, 8462-4, 29463-7, 8302-2. */
const displays: Record<VitalSign, string> = {
  'body-temperature': 'Body temperature',
  'heart-rate': 'Heart rate',
  'respiratory-rate': 'Respiratory rate',
  'oxygen-saturation': 'Oxygen saturation',
  'systolic-pressure': 'Systolic blood pressure',
  'diastolic-pressure': 'Diastolic blood pressure',
  'body-weight': 'Body weight',
  'body-height': 'Body height',
};

/** An unlikely value is asked about once, an impossible one never taken. @throws 'not_found', 'encounter.closed', 'observation.implausible' { signs, canConfirm } */
export const recordVitals: CommandHandler<'encounters.recordVitals'> = {
  run: async (ctx, { encounterId, values, confirmed }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    const impossible = values.filter(({ sign, value }) => judge(sign, value) === 'refuse');
    const unlikely = values.filter(({ sign, value }) => judge(sign, value) === 'ask' && !confirmed.includes(sign));
    const asked = impossible.length > 0 ? impossible : unlikely;
    if (asked.length > 0) {
      throw new AppError('observation.implausible', { signs: asked.map(({ sign }) => sign), canConfirm: impossible.length === 0 });
    }
    const observationIds = values.map(({ sign, value }) => {
      const id = ctx.newId();
      const { loinc, unit } = vitalSigns[sign];
      insert(ctx, 'observation', {
        id,
        patient_id: encounter.patient_id,
        encounter_id: encounterId,
        code: loinc,
        display: displays[sign],
        value,
        unit,
        effective_at: ctx.now(),
        recorded_by: ctx.user.practitionerId,
      });
      return id;
    });
    if (encounter.status === 'arrived') amend(ctx, 'encounter', encounterId, { status: 'triaged' });
    return { observationIds };
  },
};
