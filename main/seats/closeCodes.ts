/** Why the host closed a seat's WebSocket. */
export const closeCodes = { revoked: 4403 } as const;
