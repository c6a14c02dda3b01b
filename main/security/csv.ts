/**
 * Rows as CSV for spreadsheets: every cell quoted, lines ended as RFC 4180 has them, a byte order mark so that Excel reads UTF-8.
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it. Source: OWASP, CSV Injection.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

function toCell(text: string): string {
  const harmless = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
