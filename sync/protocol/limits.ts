/** A frame is refused before it is parsed when it is larger; 2G networks drop a transfer that takes longer. */
export const maxFrameBytes = 256 * 1024;
/** One row's payload: leaves room for the others in its batch. */
export const maxPayloadBytes = 32 * 1024;
/** Of frames and payloads; ours need six. */
export const maxDepth = 16;
export const maxRowsPerFrame = 1000;
export const maxClaimsPerFrame = 50;
/** Of others' claims told about one prescription line, so that a full answer stays below a frame. */
export const maxClaimsTold = 20;
/** A prescribed quantity in dispensing units; what a code of ours can hold. */
export const maxClaimQuantity = 0xff_ff_ff;
/** Knowledge packs that a hub has to hand out at once; of one, so many bytes at most in a frame, which base64 makes a third longer. */
export const maxPacksOnShelf = 50;
export const maxPieceBytes = 48 * 1024;
/** A batch grows while the hub answers fast and shrinks when it does not. */
export const batchSize = { start: 100, least: 10, most: 500 } as const;
/** Of requests that a facility may have unanswered; the hub grants fewer under load. */
export const maxCredits = 16;
/** A computer whose clock differs by more is told so, and its rows are flagged. */
export const clockToleranceMs = 5 * 60_000;

/** Whether a JSON text nests too deep. With few opening brackets at all it cannot: so it is with every payload of ours. */
export function isTooDeep(json: string): boolean {
  let brackets = 0;
  for (const bracket of ['{', '[']) {
    for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) {
      if (++brackets > maxDepth) return depthOf(json) > maxDepth;
    }
  }
  return false;
}

/** How deep the brackets of a JSON text nest, without parsing it; brackets inside strings do not count. */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
