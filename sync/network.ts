/** Which network somebody comes from: one IPv4 address, or the /64 that an IPv6 computer has to itself. */
export function networkOf(address: string): string {
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}

export const isLoopbackAddress = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);
