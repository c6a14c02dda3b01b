import { audit } from '../../db/write.ts';
import { ageAt, ageText } from '../../preload/contract/dates.ts';
import type { Registered, RegisterName } from '../../preload/contract/registers.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { RegisterListInput } from '../documents/pdf/registerList.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { membersNow, withPeople } from './of.ts';

/** Told in the audit, with whom it names, before a row leaves; the file is handed over and not kept. */
export const exportRegister: HostHandler<'registers.export'> = async (host, seat, { register, onlyOverdue, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const { people, intervalDays } = await inTransaction(ctx, async (inside) => {
    const { all, intervalDays: interval } = await membersNow(inside, register);
    const asked = await withPeople(inside, all.filter((one) => !onlyOverdue || one.daysOverdue > 0)); // prettier-ignore
    audit(inside, {
      action: format === 'pdf' ? 'print' : 'export',
      resource: 'registers.of',
      resourceId: register,
      body: { onlyOverdue, ids: asked.map(({ patient }) => patient.patientId) },
    });
    return { people: asked, intervalDays: interval };
  });
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([heads, ...people.map((one) => toCells(one))]))
      : await makePdf('registerList', toSheet(ctx, { register, intervalDays, isRecall: onlyOverdue, locale }, people), { locale });
  return {
    name: `${onlyOverdue ? 'recall' : 'register'}-${register}-${ctx.today()}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: people.length,
  };
};

/** The same in every language: a program reads them. */
const heads = ['number', 'name', 'sex', 'birth_date', 'phone', 'village', 'icd10', 'since', 'last_visit', 'next_due', 'days_overdue', 'next_appointment'] as const; // prettier-ignore

function toCells({ patient, ...one }: Registered): string[] {
  return [
    patient.number,
    patient.displayName,
    patient.sex,
    patient.birthDate ?? '',
    patient.phone,
    patient.village,
    codesOf(one),
    one.since ?? '',
    one.lastVisit ?? '',
    one.nextDue,
    String(one.daysOverdue),
    one.nextAppointment ?? '',
  ];
}

const codesOf = ({ codings }: Pick<Registered, 'codings'>) => codings.map(({ code }) => code).join(' ');

type Sheet = { register: RegisterName; intervalDays: number; isRecall: boolean; locale: 'en' | 'fr' };

function toSheet(ctx: Context, { register, intervalDays, isRecall, locale }: Sheet, people: readonly Registered[]): RegisterListInput {
  const today = ctx.today();
  const letter = { female: 'F', male: 'M', other: 'O', unknown: '?' } as const;
  return {
    facility: letterheadOf(ctx),
    register,
    isRecall,
    intervalDays,
    exportedBy: ctx.user.displayName,
    printed: printedNow(ctx),
    rows: people.map(({ patient, ...one }) => ({
      name: patient.displayName,
      number: patient.number,
      person: `${letter[patient.sex]} ${patient.birthDate === null || patient.birthDate > today ? '' : ageText(ageAt(patient.birthDate, today), locale)}`.trim(),
      phone: patient.phone,
      place: patient.village,
      codes: codesOf(one),
      lastVisit: one.lastVisit,
      nextDue: one.nextDue,
      daysOverdue: one.daysOverdue,
    })),
  };
} // prettier-ignore
