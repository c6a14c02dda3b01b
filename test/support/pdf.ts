import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** The canvas that pdfjs draws on under Node (@napi-rs/canvas, its optional dependency); not in its types. */
type CanvasFactory = {
  create(
    width: number,
    height: number,
  ): {
    canvas: { encode(format: 'png'): Promise<Buffer> };
    context: { getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray } };
  };
};

export type PageImage = { width: number; height: number; /** RGBA */ data: Uint8ClampedArray; png: Buffer };

/** The text of each page in the order in which it was drawn, pieces separated by a line end. Not the file's own words but what a reader of PDF finds. */
export async function pdfText(pdf: Uint8Array): Promise<string[]> {
  const document = await open(pdf);
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  await document.loadingTask.destroy();
  return pages;
}

/** Each piece of text of a page with its box in points, x from the left, y from the top of the page. */
export async function pdfPieces(
  pdf: Uint8Array,
  pageNumber: number,
): Promise<{ text: string; x: number; y: number; width: number; height: number }[]> {
  const document = await open(pdf);
  const page = await document.getPage(pageNumber);
  const pageHeight = page.getViewport({ scale: 1 }).height;
  const { items } = await page.getTextContent();
  const pieces = items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , , x, y] = item.transform as [number, number, number, number, number, number];
    return [{ text: item.str, x, y: pageHeight - y, width: item.width, height: item.height }];
  });
  await document.loadingTask.destroy();
  return pieces;
}

export async function pdfPageSize(pdf: Uint8Array, pageNumber = 1): Promise<{ width: number; height: number }> {
  const document = await open(pdf);
  const { width, height } = (await document.getPage(pageNumber)).getViewport({ scale: 1 });
  await document.loadingTask.destroy();
  return { width, height };
}

/** A page as a picture; pages count from 1, scale 2 is 144 dots an inch. */
export async function pdfPageImage(pdf: Uint8Array, pageNumber: number, scale = 2): Promise<PageImage> {
  const document = await open(pdf);
  const page = await document.getPage(pageNumber);
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const { canvas, context } = (document.canvasFactory as CanvasFactory).create(width, height);
  await page.render({ canvas: canvas as never, viewport }).promise;
  const image = { width, height, data: context.getImageData(0, 0, width, height).data, png: await canvas.encode('png') };
  await document.loadingTask.destroy();
  return image;
}

type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** The texts of all QR codes in a picture. */
export const decodeQr = (image: Pixels): Promise<string[]> => decodeCodes(image, 'QRCode');

/** The texts of all codes of one kind in a picture. */
export async function decodeCodes(image: Pixels, kind: 'QRCode' | 'Code128'): Promise<string[]> {
  await startZxing();
  const found = await readBarcodes({ width: image.width, height: image.height, data: image.data, colorSpace: 'srgb' } as never, {
    formats: [kind],
    tryHarder: true,
  });
  return found.filter((code) => code.isValid).map((code) => code.text);
}

function open(pdf: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: new Uint8Array(pdf), verbosity: 0, isEvalSupported: false, useSystemFonts: false } as Parameters<
    typeof getDocument
  >[0]).promise;
}

let zxing: Promise<unknown> | undefined;

/** The wasm file from the package: by default the reader would fetch it from the network. */
function startZxing(): Promise<unknown> {
  zxing ??= (async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer }, fireImmediately: true });
  })();
  return zxing;
}
