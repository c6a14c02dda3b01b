import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { createWorker, PSM } from 'tesseract.js';
import type { Page, Worker } from 'tesseract.js';

export type PageMode = 'column' | 'block' | 'line';
const pageModes = { column: PSM.AUTO, block: PSM.SINGLE_BLOCK, line: PSM.SINGLE_LINE } as const;

/** A piece of text in the pixels of the picture that was handed in. */
export type FoundWord = { text: string; confidence: number; box: [number, number, number, number] };
export type FoundLine = { words: FoundWord[] };

export type Engine = {
  /** @throws Error where the engine cannot go on; it has to be ended then. */
  read(picture: Uint8Array, mode: PageMode): Promise<FoundLine[]>;
  /** Whether a second, independent decoder gets through a JPEG file: the first one passes over broken pixels in silence. */
  canDecode(file: Uint8Array): Promise<boolean>;
  end(): Promise<void>;
};

/** Loads the language data from the installed packages; nothing is fetched or cached. */
export async function startEngine(): Promise<Engine> {
  const languages = ['eng'];
  const worker = await createTesseract(languages);
  await addLanguage(worker, languages, 'fra');
  await worker.setParameters({ debug_file: '/dev/null' });

  return {
    async read(picture, mode) {
      await worker.setParameters({ tessedit_pageseg_mode: pageModes[mode] });
      const { data } = await worker.recognize(Buffer.from(picture), {}, { text: false, blocks: true });
      return toLines(data);
    },
    async canDecode(file) {
      try {
        await worker.recognize(Buffer.from(file), {}, { text: false });
        return true;
      } catch {
        return false;
      }
    },
    async end() {
      await worker.terminate();
    },
  };
}

function createTesseract(languages: string[]): Promise<Worker> {
  return new Promise((resolve, reject) => {
    // Without errorHandler the library throws where nobody can catch it, and the process dies with the picture.
    const errorHandler = (reason: unknown) => reject(new Error(`Text recognition did not start: ${String(reason)}`));
    createWorker(languages, 1, { langPath: languageFolder(languages[0]!), gzip: true, cacheMethod: 'none', errorHandler }).then(
      resolve,
      reject,
    );
  });
}

/** The library reads all languages from one folder; each of ours has its own package. It takes a language as loaded once its own list names it. */
async function addLanguage(worker: Worker, languages: string[], language: string): Promise<void> {
  const packed = await readFile(join(languageFolder(language), `${language}.traineddata.gz`));
  await worker.FS('writeFile', [`./${language}.traineddata`, gunzipSync(packed)]);
  languages.push(language);
  await worker.reinitialize(languages.join('+'));
}

function languageFolder(language: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`)), '4.0.0_best_int');
}

function toLines(page: Page): FoundLine[] {
  const lines = (page.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines
    .map((line) => ({
      words: line.words
        .filter((word) => word.text.trim() !== '')
        .map((word): FoundWord => ({
          text: word.text.trim(),
          confidence: word.confidence / 100,
          box: [word.bbox.x0, word.bbox.y0, word.bbox.x1, word.bbox.y1],
        })),
    }))
    .filter((line) => line.words.length > 0);
}
