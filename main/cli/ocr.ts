import { parseArgs } from 'node:util';
import { AppError } from '../../preload/contract/errors.ts';
import type { WireError } from '../../preload/contract/errors.ts';
import type { OcrText } from '../../preload/contract/ocr.ts';
import { readImage, stopReading } from '../documents/readImage.ts';
import { sentenceFor } from './sentences.ts';

const help = `medvault ocr FILE... [--json]

Reads the printed text of pictures (JPEG, PNG, WebP, TIFF, GIF) on this computer.
Handwriting is not read. A picture without text gives an empty text.

  --json   [{ file, text, words: [{ text, confidence, box: [x0, y0, x1, y1] }], ms, error? }]
  --help   this page

Exit code 0: all files were read; 1: some were not, each with its error; 2: wrong use.`;

type Answer = Pick<OcrText, 'text' | 'words' | 'ms'> & { file: string; error?: WireError & { sentence: string } };

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
  const answers: Answer[] = [];
  for (const file of wanted.files) {
    const answer = await readOne(file);
    answers.push(answer);
    if (answer.error) process.stderr.write(`${file}: ${answer.error.sentence}\n`);
    else if (!wanted.json) process.stdout.write(`${wanted.files.length > 1 ? `== ${file}\n${answer.text}\n` : answer.text}\n`);
  }
  await stopReading();
  if (wanted.json) process.stdout.write(`${JSON.stringify(answers)}\n`);
  return answers.some((answer) => answer.error) ? 1 : 0;
}

async function readOne(file: string): Promise<Answer> {
  const started = performance.now();
  try {
    const { text, words, ms } = await readImage(file);
    return { file, text, words, ms };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      file,
      text: '',
      words: [],
      ms: Math.round(performance.now() - started),
      error: { code: error.code, data: error.data, sentence: sentenceFor(error) },
    };
  }
}

function parse(args: string[]): { files: string[]; json: boolean } | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help) return 'help';
    return positionals.length > 0 ? { files: positionals, json: values.json } : null;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
