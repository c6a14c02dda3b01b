/** A pairing link carries its code in the fragment, which no server log sees; it leaves the address before anything else happens. */
export function readPairLink(): string | null {
  const code = /^#pair=(.+)$/.exec(window.location.hash)?.[1];
  if (code === undefined) return null;
  window.history.replaceState(null, '', window.location.pathname);
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
