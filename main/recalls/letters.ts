import { audit } from '../../db/write.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { RecallPerson, RecallRow } from '../../preload/contract/recalls.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { isReached, peopleOf } from './people.ts';
import { readRecall } from './rows.ts';

/** @throws 'not_found', 'recall.nobody' */
export const recallLetters: HostHandler<'recalls.letters'> = async (host, seat, { recallId, who, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const { recall, people } = await inTransaction(ctx, async (inside) => {
    const found = await readRecall(inside, recallId);
    const asked = (await peopleOf(inside, recallId)).people.filter((person) => who === 'all' || !isReached(person));
    if (asked.length === 0) throw new AppError('recall.nobody');
    audit(inside, {
      action: format === 'pdf' ? 'print' : 'export',
      resource: 'recalls.people',
      resourceId: recallId,
      body: { who, ids: asked.map(({ patient }) => patient.patientId) },
    });
    return { recall: found.recall, people: asked };
  });
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([heads, ...people.map((person) => toCells(recall, person))]))
      : await makePdf(
          'recallLetters',
          {
            facility: letterheadOf(ctx),
            printed: printedNow(ctx),
            recall: { number: recall.number, itemName: recall.itemName, unit: recall.unit, class: recall.class, reason: recall.reason, source: recall.source },
            signer: ctx.user.displayName,
            writtenOn: today(ctx.now(), ctx.facility.self.time_zone),
            people: people.map(({ patient, quantity, lotNumbers, lastGivenOn }) => ({ name: patient.displayName, number: patient.number, place: patient.village, phone: patient.phone, quantity, lotNumbers, lastGivenOn })),
          },
          { locale },
        ); // prettier-ignore
  return {
    name: `recall-${recall.number}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: people.length,
  };
};

/** The same in every language: a program reads them. */
const heads = ['recall', 'item', 'lots', 'number', 'name', 'phone', 'village', 'quantity', 'unit', 'last_given', 'told', 'brought_back'];

function toCells(recall: RecallRow, person: RecallPerson): string[] {
  const { patient, quantity, lotNumbers, lastGivenOn, contacts } = person;
  return [
    recall.number,
    recall.itemName,
    lotNumbers.join(' '),
    patient.number,
    patient.displayName,
    patient.phone,
    patient.village,
    String(quantity),
    recall.unit,
    lastGivenOn,
    contacts.find(({ how }) => how !== 'not-reached')?.at ?? '',
    String(contacts.reduce((sum, one) => sum + one.broughtBack, 0)),
  ];
}
