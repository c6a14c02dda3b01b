/** The sign-in link carries its secret in the fragment, which no server log sees; it is spent once for an HttpOnly cookie and leaves the address. */
export async function redeemLink(): Promise<'none' | 'redeemed' | 'refused'> {
  const secret = /^#link=(.+)$/.exec(window.location.hash)?.[1];
  if (!secret) return 'none';
  window.history.replaceState(null, '', window.location.pathname);
  try {
    const answer = await fetch('/seat/redeem', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: decodeURIComponent(secret) }),
    });
    return answer.ok ? 'redeemed' : 'refused';
  } catch {
    return 'refused';
  }
}
