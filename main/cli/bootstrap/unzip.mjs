import { closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const localHeaderSize = 30;

/**
 * Unpacks a zip archive (no zip64, no encryption) without a tool that a fresh machine may lack.
 * `keep(name)` answers the path to write below `folder`, or undefined to leave the entry out.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export async function unzip(file, folder, keep) {
  const handle = openSync(file, 'r');
  try {
    for (const entry of readEntries(handle, statSync(file).size)) {
      const name = entry.name.endsWith('/') ? undefined : keep(entry.name);
      if (name === undefined) continue;
      const target = join(folder, name);
      if (!target.startsWith(folder)) throw new Error(`The archive names a file outside its folder: ${entry.name}`);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content(handle, entry), { mode: entry.mode });
    }
  } finally {
    closeSync(handle);
  }
}

function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length);
  const read = readSync(handle, buffer, 0, length, position);
  if (read !== length) throw new Error('The archive is shorter than it says.');
  return buffer;
}

function* readEntries(handle, size) {
  const tail = readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557)); // a comment may follow the end record
  let end = tail.length - endSize;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error('This is not a zip archive.');
  const directory = readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  for (let at = 0; at + entrySize <= directory.length && directory.readUInt32LE(at) === entrySignature;) {
    const nameLength = directory.readUInt16LE(at + 28);
    yield {
      name: directory.toString('utf8', at + entrySize, at + entrySize + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777 || 0o644, // Unix permissions stand in the upper half
      headerAt: directory.readUInt32LE(at + 42),
    };
    at += entrySize + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

function content(handle, entry) {
  const header = readAt(handle, entry.headerAt, localHeaderSize);
  const begin = entry.headerAt + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(handle, begin, entry.packedSize);
  if (entry.method === 0) return packed;
  if (entry.method === 8) return inflateRawSync(packed);
  throw new Error(`The archive packs ${entry.name} in a way that is not supported (${entry.method}).`);
}
