import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

type Overrides = NonNullable<NonNullable<Parameters<typeof prepareZXingModule>[0]>['overrides']>;
let ready: Promise<unknown> | null = null;

/** Once. Says where the reader's program is: left to itself it would be fetched from the network. */
export function prepareDecoder(overrides: Overrides): Promise<unknown> {
  ready ??= Promise.resolve(prepareZXingModule({ overrides, fireImmediately: true })).catch((error: unknown) => {
    ready = null; // asked again it is tried again
    throw error;
  });
  return ready;
}

/**
 * The codes of a picture as a scanner would type them: symbology identifier (ISO/IEC 15424) first, FNC1 as the control character.
 * Those of goods and of patients' cards: DataMatrix, QR, Code 128 (GS1 or not), EAN, UPC, ITF, DataBar.
 */
export async function decodePicture(picture: ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, {
    formats: ['DataMatrix', 'QRCode', 'Code128', 'EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'DataBar', 'DataBarExp', 'DataBarLtd'],
    textMode: 'Plain',
    tryHarder: true,
    maxNumberOfSymbols: 4,
  });
  return found.filter(({ isValid }) => isValid).map(({ symbologyIdentifier, text }) => symbologyIdentifier + text);
}

/** Without the symbology identifier: what is printed in the code. */
export const plainText = (code: string): string => code.replace(/^\][A-Za-z]\d/, '');
