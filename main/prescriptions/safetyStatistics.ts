import { countAlerts, listAlone } from '../../db/queries/safety.ts';
import { audit } from '../../db/write.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { FindingKind, Severity } from '../../preload/contract/safety.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler, QueryHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';

type Statistics = Output<'safety.statistics'>;

export const safetyStatistics: QueryHandler<'safety.statistics'> = (ctx, period) => statisticsOf(ctx, period);

/** The same figures by cause, by prescriber and by month: most often shown first, months in their order. */
async function statisticsOf(ctx: Context, { from, to }: { from: string; to: string }): Promise<Statistics> {
  const rows = await countAlerts(ctx.db, from, to);
  type Row = (typeof rows)[number];
  const sum = (own: readonly Row[]) => ({
    shown: own.reduce((total, row) => total + row.shown, 0),
    overridden: own.reduce((total, row) => total + row.overridden, 0),
  });
  const stops = (own: readonly Row[]) => sum(own.filter(({ severity }) => severity === 'stop')).overridden;
  const grouped = (key: (row: Row) => string) => [...Map.groupBy(rows, key).values()];
  return {
    causes: grouped((row) => `${row.cause} ${row.severity}`)
      .flatMap((own) => {
        const [first] = own;
        if (!first) return [];
        return [
          { kind: first.kind as FindingKind, severity: first.severity as Severity, code: first.code, cause: first.cause, ...sum(own) },
        ];
      })
      .toSorted((a, b) => b.shown - a.shown || (a.cause < b.cause ? -1 : 1)),
    prescribers: grouped((row) => row.prescriberId)
      .map((own) => ({ name: own[0]?.prescriberName ?? '', ...sum(own), stops: stops(own) }))
      .toSorted((a, b) => b.shown - a.shown || a.name.localeCompare(b.name)),
    months: grouped((row) => row.month)
      .map((own) => ({ month: own[0]?.month ?? '', ...sum(own), stops: stops(own) }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    waiting: (await listAlone(ctx.db, 'waiting')).length,
  };
}

/** The causes as a list. Told in the audit. */
export const exportSafety: HostHandler<'safety.export'> = async (host, seat, { from, to, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const { causes } = await inTransaction(ctx, async (inside) => {
    const action = format === 'pdf' ? 'print' : 'export';
    audit(inside, { action, resource: 'safety_alert', resourceId: 'statistics', body: { from, to } });
    return statisticsOf(inside, { from, to });
  });
  const cells = causes.map((row) => [row.kind, row.severity, row.cause, String(row.shown), String(row.overridden), percent(row)]);
  const words = printWords[locale];
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([['kind', 'severity', 'cause', 'shown', 'ordered', 'percent'], ...cells]))
      : await makePdf(
          'plainList',
          {
            facility: letterheadOf(ctx),
            title: words.title,
            notes: [`${from} – ${to}`],
            columns: words.columns.map((head, at) => ({ head, width: [90, 70, 0, 60, 60, 40][at] ?? 60 })),
            rows: cells,
            printed: printedNow(ctx),
          },
          { locale },
        );
  return {
    name: `safety-${from}-${to}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: causes.length,
  };
};

const percent = ({ shown, overridden }: { shown: number; overridden: number }): string =>
  shown === 0 ? '' : String(Math.round((100 * overridden) / shown));

const printWords = {
  en: { title: 'Safety findings: shown and ordered all the same', columns: ['Kind', 'Severity', 'Cause', 'Shown', 'Ordered', '%'] },
  fr: { title: 'Alertes de sécurité\u00A0: montrées et prescrites quand même', columns: ['Type', 'Gravité', 'Cause', 'Montrées', 'Prescrites', '%'] },
} as const; // prettier-ignore
