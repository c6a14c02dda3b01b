import type { Input, MethodName, Output } from '../../preload/contract/index.ts';
import type { PatientRow } from '../../preload/contract/patients.ts';
import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import { veilLine } from '../controlled/lines.ts';

export type IsRestricted = (patientId: string) => boolean;
type Veil<M extends MethodName> = (value: Output<M>, isRestricted: IsRestricted, input: Input<M>) => Output<M>;

/**
 * Calls that name a person or a thing of theirs and yet give nothing clinical away: they are let through for everybody
 * who may make them. Every other call is refused for a restricted person.
 */
export const lettingThrough: ReadonlySet<MethodName> = new Set<MethodName>([
  'appointments.book',
  'appointments.cancel',
  'appointments.checkIn',
  'encounters.startWalkIn',
  'allergies.record', // a warning is taken from whoever hears of it
  'prescriptions.check', // its answer is veiled: a warning is never lost
  'audit.whoLooked',
  'drafts.save', // one's own typing
  'people.find',
  'people.previewErasure', // numbers of rows
  'people.erase',
  'drafts.discard',
  'sensitivity.of',
  'breakGlass.open',
]);

/**
 * Whoever prescribes sends the prescription to those who dispense: they see this one prescription, whose it is, and that something
 * speaks against it; not the record. Each look is in the audit. Every other restricted row of the worklist stays empty.
 */
export const dispensing: ReadonlySet<MethodName> = new Set<MethodName>([
  'prescriptions.get',
  'dispensing.open',
  'dispensing.substitutes',
  'dispensing.claim',
  'dispensing.release',
  'dispensing.setReady',
  'dispensing.owe',
  'dispensing.endOwing',
  'dispensing.dispense',
  'dispensing.reverse',
  'dispensing.takeBack',
  'dispensing.pay',
  'dispensing.printLabels',
  'dispensing.askPrescriber',
]);

/** What is left of an answer in which restricted people stand. An answer that names one and has no veil is refused. */
export const veils: { readonly [M in MethodName]?: Veil<M> } = {
  'patients.search': (value, isRestricted) => ({ patients: value.patients.map((row) => veilPerson(row, isRestricted)) }),
  'patients.list': (value, isRestricted) => ({ ...value, patients: value.patients.map((row) => veilPerson(row, isRestricted)) }),
  'patients.findDuplicates': (value, isRestricted) => ({ candidates: value.candidates.map((row) => veilPerson(row, isRestricted)) }),
  'patients.register': (value, isRestricted) =>
    value.outcome === 'registered' ? value : { ...value, candidates: value.candidates.map((row) => veilPerson(row, isRestricted)) },
  'duplicates.list': (value, isRestricted) => ({
    ...value,
    pairs: value.pairs.map((pair) => ({ ...pair, one: veilPerson(pair.one, isRestricted), other: veilPerson(pair.other, isRestricted) })),
  }),
  'duplicates.merges': (value, isRestricted) => ({
    merges: value.merges.map((row) => ({
      ...row,
      surviving: veilPerson(row.surviving, isRestricted),
      merged: veilPerson(row.merged, isRestricted),
    })),
  }),
  'registration.details': (value, isRestricted) => ({ ...value, household: value.household.map((row) => veilPerson(row, isRestricted)) }),
  'appointments.forDay': (value, isRestricted) => ({
    ...value,
    appointments: value.appointments.map((row) => veilRow(row, isRestricted, { reason: '' })),
  }),
  'encounters.queue': (value, isRestricted) => ({
    queue: value.queue.map((row) => veilRow(row, isRestricted, { reason: '', allergies: [], allergiesAsked: false, hasVitals: false })),
  }),
  'immunizations.due': (value, isRestricted) => ({
    ...value,
    children: value.children.map((row) => veilRow(row, isRestricted, { doses: [] })),
  }),
  'laboratory.worklist': (value, isRestricted) => ({
    orders: value.orders.map((row) => veilRow(row, isRestricted, { note: '', tests: [], blobId: null })),
  }),
  // that something critical waits is said, also of a restricted record: what it is, is not
  'laboratory.criticals': (value, isRestricted) => ({
    criticals: value.criticals.map((row) => veilRow(row, isRestricted, { result: null })),
  }),
  'wards.beds': (value, isRestricted) => ({
    beds: value.beds.map((bed) => ({
      ...bed,
      patient: bed.patient && veilPerson(bed.patient, isRestricted),
      note: bed.patient && isRestricted(bed.patient.patientId) ? '' : bed.note,
    })),
  }),
  'prescriptions.worklist': (value, isRestricted) => ({
    requests: value.requests.map((row) =>
      veilRow(row, isRestricted, { medicine: '', directions: '', dosage: null, itemId: null, quantity: 0, dispensed: 0, unit: '' }),
    ),
  }),
  'refills.list': (value, isRestricted) => ({
    rows: value.rows.map((row) => ({
      ...row,
      request: veilRow(row.request, isRestricted, {
        medicine: '',
        directions: '',
        dosage: null,
        itemId: null,
        quantity: 0,
        dispensed: 0,
        unit: '',
      }),
      open: row.open && isRestricted(row.request.patient.patientId) ? { ...row.open, note: '' } : row.open,
    })),
  }),
  'dispensing.queue': (value, isRestricted) => ({
    ...value,
    rows: value.rows.map((row) =>
      veilRow(row, isRestricted, {
        medicine: '',
        itemId: null,
        quantity: 0,
        dispensed: 0,
        unit: '',
        canGiveNow: 0,
        task: { ...row.task, note: '', setAside: 0 },
      }),
    ),
  }),
  'dispensing.handedOut': (value, isRestricted) => ({
    ...value,
    rows: value.rows.map((row) =>
      row.patient && isRestricted(row.patient.patientId)
        ? {
            ...row,
            patient: veilPerson(row.patient, isRestricted),
            medicine: '',
            handed: 0,
            quantity: 0,
            unit: '',
            reason: '',
            payment: null,
          }
        : row,
    ),
  }),
  // the one that was asked for, and nothing of the rest
  'dispensing.open': (value, isRestricted) => (isRestricted(value.patient.patientId) ? veilDesk(value) : value),
  'dispensing.counterItem': (value, isRestricted, { patientId }) =>
    patientId !== undefined && isRestricted(patientId) ? { ...value, safety: veilSafety(value.safety, value.name) } : value,
  'dispensing.notices': (value, isRestricted) => ({
    notices: value.notices.map((row) => veilRow(row, isRestricted, { medicine: '', handedOut: '', text: '' })),
  }),
  'prescriptions.get': (value, isRestricted) => (isRestricted(value.request.patient.patientId) ? veilCounter(value) : value),
  'prescriptions.check': (value, isRestricted, input) => (isRestricted(input.patientId) ? veilSafety(value, input.medicine) : value),
  'audit.list': (value) => value, // who, when and which; reasons are left out where they are read
  'audit.entry': (value, isRestricted) =>
    value.row.patientId !== null && isRestricted(value.row.patientId)
      ? { ...value, row: veilReason(value.row), content: 'restricted', changes: [] }
      : value,
  'sensitivity.of': (value, isRestricted) => ({
    ...value,
    patient: veilPerson(value.patient, isRestricted),
    marks: value.marks.map((mark) => (isRestricted(value.patient.patientId) ? { ...mark, reason: '' } : mark)),
  }),
  'controlled.register': (value, isRestricted) => ({ ...value, lines: value.lines.map((line) => veilLine(line, isRestricted)) }),
  'controlled.unwitnessed': (value, isRestricted) => ({ lines: value.lines.map((line) => veilLine(line, isRestricted)) }),
  'safety.reviews': (value, isRestricted) => ({
    rows: value.rows.map((row) => veilRow(row, isRestricted, { against: '', reason: '', aloneBecause: '', note: '', medicine: '' })),
  }),
  'breakGlass.list': (value, isRestricted) => ({ openings: value.openings.map((row) => veilRow(row, isRestricted, {})) }),
};

/** Why somebody broke the glass is for whoever reads the audit. */
export function veilReason<R extends { action: string; reason: string }>(row: R): R {
  return row.action.startsWith('break-glass') ? row : { ...row, reason: '' };
}

function veilPerson<P extends PatientRow>(row: P, isRestricted: IsRestricted): P {
  return isRestricted(row.patientId) ? { ...row, isRestricted: true, lastSeenAt: null } : row;
}

function veilRow<R extends { patient: PatientRow }>(row: R, isRestricted: IsRestricted, empty: Partial<R>): R {
  return isRestricted(row.patient.patientId) ? { ...row, ...empty, patient: veilPerson(row.patient, isRestricted) } : row;
}

/** The prescription whole; of the record only that something in it speaks against the medicine, and whether the prescriber answered it. */
function veilCounter(value: Output<'prescriptions.get'>): Output<'prescriptions.get'> {
  const { request, safety, answered } = value;
  return {
    ...value,
    request: { ...request, patient: veilPerson(request.patient, () => true) },
    allergies: [],
    ...veilAnswered(safety, answered, request.medicine),
  };
}

function veilDesk(value: Output<'dispensing.open'>): Output<'dispensing.open'> {
  const patient = veilPerson(value.patient, () => true);
  return {
    ...value,
    patient,
    allergies: [],
    lines: value.lines.slice(0, 1).map((line) => ({
      ...line,
      request: { ...line.request, patient },
      ...veilAnswered(line.safety, line.answered, line.request.medicine),
      supply: null,
    })),
  };
}

/** Findings without what they say, and which of them the prescriber answered. */
function veilAnswered(safety: SafetyAnswer, answered: readonly { cause: string }[], medicine: string) {
  const veiled = veilSafety(safety, medicine);
  const causes = new Set(answered.map(({ cause }) => cause));
  return {
    safety: veiled,
    answered: veiled.findings.flatMap(({ cause }, at) => (causes.has(safety.findings[at]?.cause ?? '') ? [{ cause, reason: '' }] : [])),
  };
}

/** That something speaks against the medicine, how strongly, and of what kind it is; not what. */
function veilSafety(answer: SafetyAnswer, medicine: string): SafetyAnswer {
  const ordered = answer.medicines.filter((one) => one.role === 'order');
  const names = new Set([medicine, ...ordered.flatMap((one) => [one.text, ...one.ingredients.map(({ name }) => name)])]);
  return {
    findings: answer.findings.map(({ kind, severity }, at) => ({
      kind,
      severity,
      between: [medicine],
      text: `Something in this person's restricted record speaks against ${medicine} (${kind}).`,
      whatToDo: 'Ask somebody who may see the record, or open it with a reason.',
      source: '',
      code: 'restricted.finding',
      data: { kind, medicine },
      cause: `restricted.${kind}.${at}`,
    })),
    coverage: {
      checked: answer.coverage.checked.filter(({ name }) => names.has(name)),
      unchecked: answer.coverage.unchecked.filter(({ name }) => names.has(name)),
    },
    medicines: ordered,
  };
}
