import { setImmediate } from 'node:timers/promises';
import { listChildren } from '../../db/queries/immunizations.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { addMonths, type Day } from '../../preload/contract/dates.ts';
import type { Output } from '../../preload/contract/index.ts';
import { type GivenDose, immunizationCard } from '../clinical/immunization/card.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { activeOnly, scheduleNow } from './scheduleNow.ts';
import { survivors } from '../patients/survivor.ts';

type DueDose = Output<'immunizations.due'>['children'][number]['doses'][number];

/** Other seats are answered between so many cards. */
const cardsAtOnce = 400;

/** The list of who to call: longest overdue first. Whose birth date is only estimated is not on it. */
export const due: QueryHandler<'immunizations.due'> = async (ctx, { which, upToYears, series, offset, limit }) => {
  const today = ctx.today();
  const schedule = activeOnly(await scheduleNow(ctx.db));
  const { children, links, doses } = await listChildren(ctx.db, addMonths(today, -12 * upToYears));
  const { rootOf, merged } = survivors(links);
  const given = Map.groupBy(doses, (dose) => rootOf(dose.patient_id));
  const found: { patientId: string; doses: DueDose[]; since: Day }[] = [];
  for (const [at, child] of children.entries()) {
    if (at % cardsAtOnce === cardsAtOnce - 1) await setImmediate();
    if (child.birth_date === null || child.birth_date > today || merged.has(child.id)) continue;
    const mine = (given.get(child.id) ?? []).map((dose): GivenDose => ({ id: dose.id, series: dose.series, day: dose.occurrence_date }));
    const waiting = immunizationCard({ birthDate: child.birth_date, sex: child.sex }, schedule, mine, today).flatMap((card) =>
      card.doses.flatMap((dose): DueDose[] =>
        dose.due !== null && (dose.status === 'overdue' || dose.status === 'due') ? [{ series: card.series, dose: dose.dose, status: dose.status, due: dose.due }] : [],
      ),
    );
    const asked = waiting.filter((dose) => (which === 'due' || dose.status === 'overdue') && (series === null || dose.series === series));
    const since = asked.map((dose) => dose.due).sort()[0];
    if (since !== undefined) found.push({ patientId: child.id, doses: waiting, since });
  }
  found.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.patientId < b.patientId ? -1 : 1));
  const shown = found.slice(offset, offset + limit);
  const people = await listPatientRows(ctx.db, shown.map((one) => one.patientId));
  ctx.facility.settled.noteSearch(ctx, 'immunizations.due', [...people.keys()]);
  return {
    total: found.length,
    children: shown.flatMap(({ patientId, doses: waiting, since }) => {
      const patient = people.get(patientId);
      return patient ? [{ patient, doses: waiting, since }] : [];
    }),
  };
}; // prettier-ignore
