/**
 * Public halves (Ed25519, SPKI, base64) of the keys whose packs count as the publisher's; an older one stays while its packs are in use.
 * The private half is never in this repository. `medvault pack key --out FILE` makes a pair; PACKS.md says how the private one is kept.
 * The private half of the key below was thrown away when it was made: until the publisher puts an own key here, no pack counts as the publisher's.
 */
export const publisherKeys: readonly string[] = ['MCowBQYDK2VwAyEAeqvsiiUJMCfMcQF7oi/T1vjilaAgQqJsKZsRyIO8wtw='];
