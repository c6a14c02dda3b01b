import { createHash, createHmac } from 'node:crypto';

/** What a line is claimed under at the hub: whoever holds no paper can neither make nor undo it. */
export const tokenOf = (secret: Uint8Array): string => createHmac('sha256', secret).update('medvault prescription claim 1').digest('hex');

const bytesOfProduct = 6;
export const noProduct = Buffer.alloc(bytesOfProduct);

/** @param productKey of sync/protocol/productKey.ts: the same medicine, strength, form and unit wherever it is stocked */
export const productTag = (productKey: string): Buffer => createHash('sha256').update(productKey).digest().subarray(0, bytesOfProduct);
