const mostBytes = 64 * 1024 * 1024;

/** A page may ask the application to write documents, and nothing else. Source: ISO 32000-1, 7.5.2: a PDF begins with %PDF-. */
export function isPdf(bytes: unknown): bytes is Uint8Array {
  return bytes instanceof Uint8Array && bytes.length <= mostBytes && String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
}

/** A proposed name without folders or what file systems refuse; the user sees and may change it. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\.pdf$/i, '')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 120);
  return `${plain || 'document'}.pdf`;
}
