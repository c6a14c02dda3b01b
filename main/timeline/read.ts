import { listFamilyHistory, listSocialHistory } from '../../db/queries/problems.ts';
import {
  allergiesIn,
  compositionsIn,
  diagnosesIn,
  dispensesIn,
  documentsIn,
  immunizationsIn,
  laboratoryIn,
  measurementsIn,
  prescriptionsIn,
  problemsIn,
  type Span,
  visitsIn,
} from '../../db/queries/timeline.ts';
import { type Letter, type NoteSections, sectionNames } from '../../preload/contract/compositions.ts';
import type { TimelineEntry, TimelineKind } from '../../preload/contract/timeline.ts';
import type { Context } from '../facility/context.ts';

type Db = Context['db'];
type Reader = (db: Db, span: Span) => Promise<TimelineEntry[]>;

const entry = (kind: TimelineKind, id: string, at: string, more: Partial<TimelineEntry>): TimelineEntry => ({
  key: `${kind} ${id}`,
  kind,
  at,
  title: '',
  code: '',
  status: '',
  lines: [],
  values: [],
  encounterId: null,
  medicationRequestId: null,
  blobId: null,
  ...more,
});
const filled = (lines: readonly string[]) => lines.filter((line) => line !== '');

/** What each kind reads, in words as they were written; the screen adds its own. */
export const readers: { readonly [K in TimelineKind]: Reader } = {
  visit: async (db, span) =>
    (await visitsIn(db, span)).map((row) =>
      entry('visit', row.id, row.started_at, { title: row.reason, status: row.status, encounterId: row.id }),
    ),
  note: async (db, span) =>
    (await compositionsIn(db, span, ['progress-note', 'addendum'])).map((row) => {
      const content = JSON.parse(row.content) as Partial<NoteSections> & { text?: string };
      const lines = row.type === 'addendum' ? [content.text ?? ''] : sectionNames.map((name) => content[name] ?? '');
      return entry('note', row.id, row.written_at, {
        title: row.author,
        code: row.type,
        status: row.status,
        lines: filled(lines),
        encounterId: row.encounter_id,
      });
    }),
  letter: async (db, span) =>
    (await compositionsIn(db, span, ['referral', 'sick-note', 'discharge-summary'])).map((row) => {
      const { letter } = JSON.parse(row.content) as { letter?: Letter };
      return entry('letter', row.id, row.written_at, {
        title: row.author,
        code: row.type,
        status: row.status,
        lines: letter ? filled(letterLines(letter)) : [],
        encounterId: row.encounter_id,
      });
    }),
  vitals: async (db, span) => {
    const sets = Map.groupBy(await measurementsIn(db, span), (row) => `${row.effective_at} ${row.encounter_id ?? ''}`);
    return [...sets.values()].flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      return entry('vitals', first.id, first.effective_at, {
        values: rows.map(({ id, code, display, value, unit }) => ({ id, code, display, value, unit, interpretation: '' })),
        encounterId: first.encounter_id,
      });
    });
  },
  diagnosis: async (db, span) =>
    (await diagnosesIn(db, span)).map((row) =>
      entry('diagnosis', row.id, row.recorded_at, {
        title: row.display,
        code: row.code,
        status: row.status,
        lines: filled([row.note]),
        encounterId: row.encounter_id,
      }),
    ),
  problem: async (db, span) =>
    (await problemsIn(db, span)).map((row) =>
      entry('problem', row.id, row.recorded_at, {
        title: row.display,
        code: row.code,
        status: row.clinical_status,
        lines: filled([row.note]),
      }),
    ),
  allergy: async (db, span) =>
    (await allergiesIn(db, span)).map((row) =>
      entry('allergy', row.id, row.recorded_at, {
        title: row.substance,
        status: row.kind === 'none-known' ? row.kind : row.verification_status,
        lines: filled([row.reaction]),
      }),
    ),
  prescription: async (db, span) =>
    (await prescriptionsIn(db, span)).map((row) =>
      entry('prescription', row.id, row.authored_at, {
        title: row.medicine,
        code: row.number,
        status: row.status,
        lines: filled([row.directions, `${row.quantity} ${row.unit}`]),
        encounterId: row.encounter_id,
        medicationRequestId: row.id,
      }),
    ),
  dispense: async (db, span) =>
    (await dispensesIn(db, span)).map((row) =>
      entry('dispense', row.id, row.when_handed_over, {
        title: row.medicine,
        code: row.number,
        lines: [`${row.given} ${row.unit}`],
        medicationRequestId: row.medication_request_id,
      }),
    ),
  laboratory: async (db, span) => {
    const { orders, tests, results } = await laboratoryIn(db, span);
    const testsOf = Map.groupBy(tests, (row) => row.service_request_id);
    const resultsOf = Map.groupBy(results, (row) => row.service_request_id ?? '');
    return orders.map((row) =>
      entry('laboratory', row.id, row.authored_at, {
        title: (testsOf.get(row.id) ?? []).map((test) => test.display).join(', '),
        code: row.number,
        status: row.status,
        lines: filled([row.note, row.performer]),
        values: (resultsOf.get(row.id) ?? []).map(({ service_request_id: _, ...value }) => value),
        encounterId: row.encounter_id,
        blobId: row.blob_id,
      }),
    );
  },
  immunization: async (db, span) =>
    (await immunizationsIn(db, span)).map((row) =>
      entry('immunization', row.id, row.occurrence_date, {
        title: row.vaccine || row.series,
        code: row.series,
        lines: filled([row.lot_number]),
        encounterId: row.encounter_id,
      }),
    ),
  document: async (db, span) =>
    (await documentsIn(db, span)).map((row) =>
      entry('document', row.id, row.created_at, { title: row.title, blobId: row.blob_id, lines: filled((row.text ?? '').split('\n')) }),
    ),
  history: async (db, { ids, from, until, fromDay, untilDay }) => [
    ...(await listFamilyHistory(db, ids))
      .filter((row) => row.recorded_at >= from && row.recorded_at < until)
      .map((row) =>
        entry('history', row.id, row.recorded_at, {
          title: row.condition,
          code: row.code,
          status: row.relationship,
          lines: filled([row.note]),
        }),
      ),
    ...(await listSocialHistory(db, ids))
      .filter((row) => row.effective_on >= fromDay && row.effective_on <= untilDay)
      .map((row) => entry('history', row.id, row.effective_on, { status: `${row.kind}.${row.answer}`, lines: filled([row.note]) })),
  ],
};

function letterLines(letter: Letter): string[] {
  if (letter.type === 'referral') return [letter.to, letter.question];
  return letter.type === 'sick-note' ? [letter.note] : [letter.course, letter.followUp];
}
