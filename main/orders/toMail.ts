export type Mail = {
  /** who it is from, without an address: the mail program that sends it puts its own */
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** instant */
  at: string;
  /** unique: the order's number and the facility's code */
  id: string;
  attachment: { name: string; mediaType: string; bytes: Uint8Array };
};

/**
 * A message as a file, for whatever mail program this computer has: opened, looked at and sent from there.
 * Source: RFC 5322 (message), RFC 2045 and 2046 (MIME), RFC 2047 (words in the head), RFC 2183 (attachment); From as a group
 * without a mailbox, RFC 6854: nobody's address is made up. X-Unsent opens it as a draft where the program knows the word.
 */
export function toMail(mail: Mail): Buffer {
  const boundary = `=_medvault_${mail.id.replaceAll(/[^A-Za-z0-9]/g, '')}`;
  const lines = [
    'X-Unsent: 1',
    `Date: ${toDate(mail.at)}`,
    `From: ${phrase(mail.from)}:;`,
    `To: ${phrase(mail.to.name)} <${mail.to.address}>`,
    `Subject: ${words(mail.subject)}`,
    `Message-ID: <${mail.id.replaceAll(/[^A-Za-z0-9.-]/g, '-')}@medvault.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...inLines(Buffer.from(mail.text.replaceAll(/\r?\n/g, '\r\n'))),
    `--${boundary}`,
    `Content-Type: ${mail.attachment.mediaType}; name="${plainName(mail.attachment.name)}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${plainName(mail.attachment.name)}"`,
    '',
    ...inLines(Buffer.from(mail.attachment.bytes)),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'ascii');
}

/** For a mail program that opens no file: the same words, and the PDF is attached by hand. Source: RFC 6068 */
export function toMailto(mail: Pick<Mail, 'subject' | 'text'> & { to: { address: string } }): string {
  const text = mail.text.replaceAll(/\r?\n/g, '\r\n');
  return `mailto:${encodeURIComponent(mail.to.address).replaceAll('%40', '@')}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(text)}`;
}

/** RFC 5322, 3.3: "Sat, 21 Nov 2026 08:00:00 +0000" */
const toDate = (instant: string): string => new Date(instant).toUTCString().replace('GMT', '+0000');

const inLines = (bytes: Buffer): string[] => bytes.toString('base64').match(/.{1,76}/g) ?? [''];
const plainName = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]/g, '-');

/** Plain ASCII quoted; anything else, line ends above all, as encoded words: nothing typed into a name becomes a header. */
function phrase(text: string): string {
  return isPlain(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : words(text);
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && text.length < 60;

/** Encoded words of at most 75 characters, cut between characters. RFC 2047, 2 */
function words(text: string): string {
  if (isPlain(text) && !text.includes('=?')) return text;
  const parts: string[] = [''];
  for (const character of text) {
    const last = parts.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > 42) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}
