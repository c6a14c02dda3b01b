import { expect, test } from 'vitest';
import { toMail, toMailto } from '../../../../main/orders/toMail.ts';

const mail = {
  from: 'Clinique Sainte-Thérèse',
  to: { name: 'Orders\r\nBcc: somebody@evil.example', address: 'orders@northern.example' },
  subject: 'Bon de commande B-K7M2QX-A00042-45, Clinique Sainte-Thérèse, à l’attention du service des commandes',
  text: 'Bonjour,\nveuillez trouver ci-joint…\n',
  at: '2026-11-21T08:00:00.000Z',
  id: 'B-K7M2QX-A00042-45',
  attachment: { name: 'B-K7M2QX-A00042-45.pdf', mediaType: 'application/pdf', bytes: Buffer.from(`%PDF-1.7 ${'x'.repeat(500)}`) },
};

/** Reads a message as a mail program does: head unfolded, parts between the boundary. */
function read(bytes: Buffer) {
  const [head = '', ...rest] = bytes.toString('ascii').split('\r\n\r\n');
  const fields = new Map(head.replaceAll(/\r\n /g, ' ').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])); // prettier-ignore
  const boundary = /boundary="([^"]+)"/.exec(fields.get('Content-Type') ?? '')?.[1] ?? '';
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`).slice(1, -1).map((part) => part.split('\r\n\r\n')); // prettier-ignore
  return {
    fields,
    parts: parts.map(([partHead = '', body = '']) => ({ head: partHead, bytes: Buffer.from(body.replaceAll('\r\n', ''), 'base64') })),
  };
}
const decoded = (text: string) =>
  text.replaceAll(/=\?utf-8\?B\?([^?]*)\?=\s*/g, (_, base64: string) => Buffer.from(base64, 'base64').toString());

test('the mail is ASCII in lines that a mail server takes, with text and PDF as they were', () => {
  const bytes = toMail(mail);
  expect(bytes.every((byte) => byte < 128)).toBe(true);
  for (const line of bytes.toString().split('\r\n')) expect(line.length).toBeLessThanOrEqual(120); // 998 at most, RFC 5322, 2.1.1
  expect(bytes.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const { fields, parts } = read(bytes);
  expect(fields.get('Date')).toBe('Sat, 21 Nov 2026 08:00:00 +0000');
  expect(decoded(fields.get('Subject') ?? '')).toBe(mail.subject);
  expect(decoded(fields.get('From') ?? '')).toBe('Clinique Sainte-Thérèse:;');
  expect(parts[0]?.bytes.toString()).toBe(mail.text.replaceAll('\n', '\r\n'));
  expect(parts[1]?.bytes.equals(mail.attachment.bytes)).toBe(true);
  expect(parts[1]?.head).toContain('filename="B-K7M2QX-A00042-45.pdf"');
});

test('a line end in a name makes no header', () => {
  const { fields } = read(toMail(mail));
  expect([...fields.keys()]).toEqual(['X-Unsent', 'Date', 'From', 'To', 'Subject', 'Message-ID', 'MIME-Version', 'Content-Type']);
  expect(decoded(fields.get('To') ?? '')).toContain('<orders@northern.example>');
});

test('the mailto link carries subject and text', () => {
  const url = new URL(toMailto(mail));
  expect(url.protocol).toBe('mailto:');
  expect(decodeURIComponent(url.pathname)).toBe('orders@northern.example');
  expect(url.searchParams.get('subject')).toBe(mail.subject);
  expect(url.searchParams.get('body')).toBe(mail.text.replaceAll('\n', '\r\n'));
});
