import { SaxesParser } from 'saxes';
import { AppError } from '../../../preload/contract/errors.ts';

export type XmlEvents = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

const pieceBytes = 256 * 1024;

/**
 * Goes through a part of a workbook piece by piece. Names come without their prefix. No document type is accepted, so no entity
 * can be defined that grows. @throws 'spreadsheet.damaged'
 */
export function walkXml(bytes: Uint8Array, { open, text, close }: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    throw new AppError('spreadsheet.damaged');
  });
  parser.on('doctype', () => {
    throw new AppError('spreadsheet.damaged');
  });
  if (open) parser.on('opentag', (tag) => open(local(tag.name), tag.attributes));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', (tag) => close(local(tag.name)));
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += pieceBytes) parser.write(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }));
  parser.write(decoder.decode()).close();
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);
