import { listEntries } from '../../db/queries/controlled.ts';
import { audit } from '../../db/write.ts';
import type { RegisterLine } from '../../preload/contract/controlled.ts';
import type { ControlledRegisterInput, ControlledRegisterLine } from '../documents/pdf/controlledRegister.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { sightNow } from '../security/sightNow.ts';
import { toRegisterLines, veilLine } from './lines.ts';

const most = 50_000;
type Named = RegisterLine & { itemId: string; name: string; unit: string };

/** Told in the audit, with whom it names, before a line leaves; of restricted people it says only that something went out. */
export const exportControlled: HostHandler<'controlled.export'> = async (host, seat, { itemId, from, to, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const until = to ?? ctx.today();
  const lines = await inTransaction(ctx, async (inside) => {
    const found = listEntries(inside.raw, { itemId: itemId ?? null, from: from ?? '', to: until }, { limit: most, offset: 0 });
    const sight = sightNow(inside);
    const isRestricted = (patientId: string) => sight?.(patientId).sight === 'none';
    const all = (await toRegisterLines(inside, found)).map((line, index): Named => {
      const { itemId: item = '', name = '', unit = '' } = found[index] ?? {};
      return { ...veilLine(line, isRestricted), itemId: item, name, unit };
    });
    const ids = [...new Set(all.flatMap((line) => line.patient?.patientId ?? []))];
    const body = { from: from ?? null, to: until, format, ids };
    audit(inside, { action: format === 'pdf' ? 'print' : 'export', resource: 'controlled_entry', resourceId: itemId ?? 'all', body });
    return all;
  });
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([heads, ...lines.map(toCells)]))
      : await makePdf('controlledRegister', { facility: letterheadOf(ctx), from: from ?? null, to: until, items: byItem(lines), printed: printedNow(ctx) }, { locale }); // prettier-ignore
  return {
    name: `controlled-register-${from ?? 'all'}-${until}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: lines.length,
  };
};

function byItem(lines: readonly Named[]): ControlledRegisterInput['items'] {
  return [...Map.groupBy(lines, (line) => line.itemId).values()].map((own) => ({
    name: own[0]?.name ?? '',
    unit: own[0]?.unit ?? '',
    lines: own.map((line) => ({
      ...line,
      reason: line.reason as ControlledRegisterLine['reason'],
      patient: line.patient ? `${line.patient.displayName}, ${line.patient.number}` : '',
      prescription: [line.prescriptionNumber, line.prescriber].filter(Boolean).join(', '),
    })),
  }));
}

/** The same in every language: a program reads them. */
const heads = ['item', 'unit', 'page', 'line', 'date', 'kind', 'reason', 'in', 'out', 'balance', 'lot', 'patient', 'patient_number', 'supplier', 'prescription', 'prescriber', 'note', 'entered_by', 'witness', 'no_witness_because', 'corrects'] as const; // prettier-ignore

function toCells(line: Named): string[] {
  return [
    line.name,
    line.unit,
    String(line.page),
    String(line.line),
    line.localDate,
    line.kind,
    line.reason,
    line.quantity > 0 ? String(line.quantity) : '',
    line.quantity < 0 ? String(-line.quantity) : '',
    String(line.balance),
    line.lotNumber,
    line.isRestricted ? 'restricted' : (line.patient?.displayName ?? ''),
    line.patient?.number ?? '',
    line.supplier,
    line.prescriptionNumber,
    line.prescriber,
    line.note,
    line.enteredBy,
    line.witness,
    line.noWitnessReason,
    line.corrects ? `${line.corrects.page}/${line.corrects.line}` : '',
  ];
}
