const mostBytes = 64 * 1024 * 1024;

/** A page may ask the application to write documents, and nothing else. Source: ISO 32000-1, 7.5.2: a PDF begins with %PDF-. */
export function isPdf(bytes: unknown): bytes is Uint8Array {
  return bytes instanceof Uint8Array && bytes.length <= mostBytes && String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
}

/** A list as the facility exports it: UTF-8 with a byte order mark and its first cell quoted, nothing that a computer would run. */
export function isCsv(bytes: unknown): bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array) || bytes.length > mostBytes || bytes.includes(0)) return false;
  return [0xef, 0xbb, 0xbf, 0x22].every((byte, at) => bytes[at] === byte);
}

/** Everything about one person as the facility exports it. */
export function isRecord(bytes: unknown): bytes is Uint8Array {
  const start = '{\n "resourceType": "Bundle",';
  return bytes instanceof Uint8Array && bytes.length <= mostBytes && String.fromCharCode(...bytes.subarray(0, start.length)) === start;
}

/** The facility's configuration as it exports it. */
export function isConfiguration(bytes: unknown): bytes is Uint8Array {
  const start = '{\n  "format": "medvault-configuration",';
  return bytes instanceof Uint8Array && bytes.length <= mostBytes && String.fromCharCode(...bytes.subarray(0, start.length)) === start;
}

/** A mail as the facility writes it for whatever program sends it: ASCII, its first line ours. Source: RFC 5322 */
export function isMail(bytes: unknown): bytes is Uint8Array {
  const start = 'X-Unsent: 1\r\nDate: ';
  return (
    bytes instanceof Uint8Array &&
    bytes.length <= mostBytes &&
    String.fromCharCode(...bytes.subarray(0, start.length)) === start &&
    bytes.every((byte) => byte < 128)
  );
}

/** A link to the mail program and nothing else: one line, no longer than such programs take. */
export function isMailLink(address: string): boolean {
  return address.startsWith('mailto:') && address.length <= 2000 && URL.canParse(address) && new URL(address).protocol === 'mailto:';
}

/** A proposed name without folders or what file systems refuse; the user sees and may change it. */
export function safeFileName(name: string, extension: 'pdf' | 'csv' | 'json' | 'eml' = 'pdf'): string {
  const plain = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\.(pdf|csv|json|eml)$/i, '')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 120);
  return `${plain || 'document'}.${extension}`;
}
