import { parseArgs } from 'node:util';
import { AppError } from '../../preload/contract/errors.ts';
import type { LabelDraft } from '../../preload/contract/ocr.ts';
import type { DeliveryDraft } from '../../preload/contract/receiving.ts';
import { readDelivery } from '../documents/readDelivery.ts';
import { readImage, stopReading } from '../documents/readImage.ts';
import { readLabel } from '../documents/readLabel.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { sentenceFor } from './sentences.ts';

const help = `medvault extract FILE --type prescription|label|delivery [--json]

Reads a printed prescription or medicine label into a draft: every medicine with its strength, form, quantity
and directions, each with a confidence (0 to 1) and its place in the picture. A person has to compare it with the paper.
A delivery note gives supplier, number, date and each line of goods with lot, expiry, quantity and price.
Laboratory reports (--type lab) are not read yet.

  --json   { type, text, fields: { NAME: { value, confidence, box } }, lines: [{ medicine, strength, form, quantity, directions }] },
           of a delivery note lines: [{ item, lot, expiry, quantity, price }]
           what was not found is null
  --help   this page

Exit code 0: read, also where no medicine was found; 1: the file could not be read; 2: wrong use.`;

const readableTypes = ['prescription', 'label', 'delivery'];
const laterTypes = ['lab'];

export async function run(args: string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted === 'help') {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  if (!wanted) {
    process.stderr.write(`${help}\n`);
    return 2;
  }
  if (laterTypes.includes(wanted.type)) {
    process.stderr.write(`Documents of type "${wanted.type}" are not read yet. Use one of: ${readableTypes.join(', ')}.\n`);
    return 2;
  }
  try {
    const read = await readImage(wanted.file);
    const knowledge = loadKnowledge();
    if (wanted.type === 'delivery') {
      const note = readDelivery(read, { items: [], names: knowledge });
      process.stdout.write(`${wanted.json ? JSON.stringify({ type: wanted.type, ...note }) : describeNote(note)}\n`);
      return 0;
    }
    const draft = readLabel(read, knowledge);
    process.stdout.write(`${wanted.json ? JSON.stringify({ type: wanted.type, ...draft }) : describe(draft)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refused = { code: error.code, data: error.data, sentence: sentenceFor(error) };
    process.stderr.write(`${wanted.file}: ${refused.sentence}\n`);
    if (wanted.json) process.stdout.write(`${JSON.stringify({ type: wanted.type, text: '', fields: {}, lines: [], error: refused })}\n`);
    return 1;
  } finally {
    await stopReading();
  }
}

const say = (name: string, read: { value: string; confidence: number } | null): string[] =>
  read ? [`  ${name}: ${read.value} (${Math.round(read.confidence * 100)} %)`] : [];

function describeNote({ text, fields, lines }: DeliveryDraft): string {
  const goods = lines.flatMap((line, i) => [
    `Line ${i + 1}`,
    ...say('item', line.item),
    ...say('lot', line.lot),
    ...say('expiry', line.expiry),
    ...say('quantity', line.quantity),
    ...say('price', line.price),
  ]);
  const head = Object.entries(fields).flatMap(([name, read]) => say(name, read));
  return [...(goods.length > 0 ? goods : ['No goods were found. The text that was read:', text]), ...head].join('\n');
}

function describe(draft: LabelDraft): string {
  const fields = Object.entries(draft.fields).flatMap(([name, read]) => say(name, read));
  const medicines = draft.lines.flatMap((line, i) => [
    `Medicine ${i + 1}`,
    ...say('medicine', line.medicine),
    ...say('strength', line.strength),
    ...say('form', line.form),
    ...say('quantity', line.quantity),
    ...say('directions', line.directions),
  ]);
  return [
    ...(medicines.length > 0
      ? medicines
      : ['No medicine was found. Handwriting is not read: type it instead. The text that was read:', draft.text]),
    ...fields,
  ].join('\n');
}

function parse(args: string[]): { file: string; type: string; json: boolean } | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { type: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help) return 'help';
    const [file] = positionals;
    if (!file || positionals.length > 1 || !values.type || ![...readableTypes, ...laterTypes].includes(values.type)) return null;
    return { file, type: values.type, json: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
