/** Spoken now. A change of messages.ts or kinds.ts needs the next number and a line in `history`; the test says so. */
export const protocolVersion = 5;
/** The oldest that is still understood: current and two older. */
export const protocolFloor = 3;

/** SHA-256 of the wire schemas (JSON Schema, keys sorted), since 5 with the dictionary of deflated frames, as each version froze them. */
export const history: readonly { version: number; sha256: string }[] = [
  { version: 1, sha256: '81f5d9a0c2128d9bcab1d6e0dbc0de9c2613d984dc96bf1f883514dfde6ed6ab' },
  { version: 2, sha256: '5f3b3694b7d85e305288208ff3802f72af28da48dd9367ec90828677884e01ed' }, // the witness
  { version: 3, sha256: '23f93ef2b5f895c9dcccb0eb4d3cfdcef0c9aac82b5c6143e2936928e857acd6' }, // unit and reorder level of an alert
  { version: 4, sha256: '98c562f2407e34579871bd5c7303604fb49fd15ab688afebaf8c5f381fa62660' }, // transfers between facilities
  { version: 5, sha256: '75116a052656d37d7b1a7c084a21d6431be4034b620a3bc096bcc60ff7697973' }, // claims on paper prescriptions and the keys that sign them; long frames deflated; interest, credits, live rows; the hub's key changes; knowledge packs
];

type Spoken = { protocol: number; floor: number };

/** The version both will speak, or who has to be updated. */
export function agreeOnVersion(ours: Spoken, theirs: Spoken): { version: number } | { tooOld: 'ours' | 'theirs' } {
  const version = Math.min(ours.protocol, theirs.protocol);
  if (version < ours.floor) return { tooOld: 'theirs' };
  if (version < theirs.floor) return { tooOld: 'ours' };
  return { version };
}
