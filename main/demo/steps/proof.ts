import { verifyAudit } from '../../../db/verifyAudit.ts';
import { signAuditHead } from '../../facility/openFacility.ts';
import { headVerifier } from '../../security/auditKey.ts';
import { download } from '../bytes.ts';
import { given, type Memory } from '../memory.ts';
import type { Scene } from '../scene.ts';
import { must } from '../step.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export async function reportsStep({ a }: Scene, memory: Memory, out: string): Promise<unknown> {
  const { number } = (await a.clerk('prescriptions.get', { medicationRequestId: given(memory.requestId) })).request;
  const month = (await a.clerk('facility.profile', {})).today.slice(0, 7);
  const prescription = await a.clerk('prescriptions.print', { medicationRequestId: given(memory.requestId) });
  const stock = await a.clerk('reports.stockMonth', { month });
  const files = [];
  for (const [name, blob] of [
    ['prescription.pdf', prescription],
    ['stock-report.pdf', stock],
  ] as const) {
    const bytes = await download(a.clerk, blob.blobId, blob.size);
    must(bytes.subarray(0, 5).toString('latin1') === '%PDF-', `${name} is a PDF`);
    writeFileSync(join(out, name), bytes);
    files.push({ file: join(out, name), bytes: bytes.length });
  }
  return { files, prescription: number };
}

export async function auditStep({ a, b, c }: Scene): Promise<unknown> {
  const verdicts = [];
  for (const { facility, host } of [a, b, c]) {
    await facility.settled.flush();
    await signAuditHead(facility, 1);
    const verdict = await facility.exclusive(() => verifyAudit(facility.raw, headVerifier(host.options.dataDir)));
    must(verdict.ok && verdict.signed === verdict.rows, `the audit of ${facility.self.name} is whole and its head signed`);
    verdicts.push({ facility: facility.self.name, ...verdict });
  }
  return verdicts;
}
