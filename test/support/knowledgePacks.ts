import { makeCatalogues } from '../../main/knowledge/catalogues.ts';
import { encodePack, type PackHead, type PackTable, signedText, type Signer } from '../../sync/packs/format.ts';
import { signHere } from '../../main/knowledge/packs/signers.ts';
import { auditPublicKeysOf } from '../../main/security/auditKey.ts';
import { type KeyPair, newEd25519, sign } from '../../sync/security/keys.ts';
import type { TestClinic } from './testContext.ts';

export const head: PackHead = {
  id: 'country-list',
  title: 'Country list',
  sequence: 1,
  origin: 'Ministry of Health, invented',
  edition: '2026',
  licence: 'free to use',
  date: '2026-11-01',
  publisher: 'MedVault',
};

/** A key pair of this test alone; `trust` makes its packs the publisher's at that clinic. */
export function aPublisher(): Signer & { keys: KeyPair; trust: (clinic: TestClinic) => void } {
  const keys = newEd25519();
  return {
    kind: 'publisher',
    publicKey: keys.publicKey,
    sign: (sha256) => sign(keys.privateKey, signedText(sha256)),
    keys,
    trust: (clinic) => {
      clinic.facility.catalogues = makeCatalogues(clinic.facility.raw, [keys.publicKey]);
    },
  };
}

/** As a clinic signs what it built itself. */
export function clinicSigner(clinic: TestClinic): Signer {
  return {
    kind: 'facility',
    publicKey: auditPublicKeysOf(clinic.facility.dataDir)[0] ?? '',
    sign: (sha256) => signHere(clinic.facility, sha256),
  };
}

export const table = (
  name: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  mode: PackTable['mode'] = 'add',
): PackTable => ({
  name,
  mode,
  columns,
  rows,
});

/** A list of its own with one interaction between two medicines that no shipped list joins. */
export const oneInteraction = (severity = 'stop', level = 'never'): PackTable[] => [
  table(
    'lists',
    ['id', 'kind', 'name', 'edition', 'source'],
    [['country', 'interaction', 'Country interactions', '2026', 'Ministry of Health, invented']],
  ),
  table('levels', ['list', 'level', 'severity'], [['country', level, severity]]),
  table('interactions', ['list', 'level', 'effect', 'left', 'right'], [['country', level, '', 'albendazole', 'zinc']]),
];

export const aPack = (signer: Signer, tables: readonly PackTable[], about: Partial<PackHead> = {}): Promise<Buffer> =>
  encodePack({ ...head, ...about }, tables, signer);
