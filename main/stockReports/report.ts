import { audit } from '../../db/write.ts';
import type { StockTable } from '../../preload/contract/stockReports.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { writeXlsx } from '../documents/xlsx/writeXlsx.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler, QueryHandler } from '../facility/handlers.ts';
import { minorDigitsOf, moneyText } from '../items/minorDigits.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { makeReport } from './tables.ts';
import { stockReportWords } from './words.ts';

const mostShown = 5000;
const mostInFile = 200_000;

export const stockReport: QueryHandler<'stockReports.of'> = async (ctx, { report, ...asked }) => {
  const { all, ...made } = await ctx.facility.exclusive(() => makeReport(ctx, report, { ...asked, limit: mostShown }));
  return { ...made, notShown: all - made.rows.length, currency: ctx.facility.self.currency };
};

type Cell = StockTable['rows'][number]['cells'][number];

export const exportStockReport: HostHandler<'stockReports.export'> = async (host, seat, { report, format, ...asked }) => {
  const ctx = makeContext(host.open(), seat);
  const made = await inTransaction(ctx, (inside) => {
    const table = makeReport(inside, report, { ...asked, limit: mostInFile });
    const body = { report, from: table.from, to: table.to, rows: table.rows.length };
    audit(inside, { action: format === 'pdf' ? 'print' : 'export', resource: 'stockReports.of', resourceId: report, body });
    return table;
  });
  const words = stockReportWords[asked.locale];
  const digits = minorDigitsOf(ctx.facility.self.currency);
  const { columns, rows } = made;
  const heads = columns.map(({ head, kind }) => (kind === 'money' ? `${head} (${ctx.facility.self.currency})` : head));
  const plain = (cell: Cell, at: number): string => {
    if (cell === null || cell === undefined) return '';
    return typeof cell === 'number' && columns[at]?.kind === 'money' ? moneyText(cell, digits) : String(cell);
  };
  const sheetKind = { text: 'text', number: 'number', money: 'number', day: 'day' } as const;
  const bytes =
    format === 'csv'
      ? Buffer.from(toCsv([heads, ...rows.map(({ cells }) => cells.map(plain))]))
      : format === 'xlsx'
        ? writeXlsx(columns.map(({ kind }, at) => ({ head: heads[at] ?? '', kind: sheetKind[kind] })), rows.map(({ cells }) => cells.map((cell, at) => (typeof cell === 'number' && columns[at]?.kind === 'money' ? cell / 10 ** digits : cell))), words.title[report].slice(0, 31))
        : await makePdf(
            'plainList',
            {
              facility: letterheadOf(ctx),
              title: words.title[report],
              notes: made.from !== null && made.to !== null ? [`${made.from} – ${made.to}`] : [ctx.today()],
              columns: heads.map((head, at) => ({ head, width: at === wideOf(columns) ? 0 : widthOf(columns, at) })),
              rows: rows.map(({ cells }) => cells.map(plain)),
              printed: printedNow(ctx),
            },
            { locale: asked.locale },
          ); // prettier-ignore
  const mediaType = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf' }[
    format
  ];
  return { name: `${report}-${ctx.today()}.${format}`, mediaType, base64: bytes.toString('base64'), rows: rows.length };
};

/** The name of the item takes what the others leave; many columns share the page. */
const wideOf = (columns: StockTable['columns']): number => Math.max(0, columns.findIndex(({ kind }) => kind === 'text')); // prettier-ignore
function widthOf(columns: StockTable['columns'], at: number): number {
  const narrow = columns.length > 11 ? 38 : 64;
  return columns[at]?.kind === 'text' ? Math.max(narrow, 60) : narrow;
}
