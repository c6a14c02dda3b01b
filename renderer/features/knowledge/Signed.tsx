import { useTranslation } from 'react-i18next';
import type { PackSigner } from '../../../preload/contract/knowledge.ts';
import { Notice } from '../../ui/index.ts';

/** Who vouches for a pack, in words: green only for the publisher. */
export function Signed({ signer, publisher, fingerprint }: { signer: PackSigner; publisher: string; fingerprint: string }) {
  const { t } = useTranslation();
  const tone = signer === 'publisher' ? 'green' : signer === 'here' ? 'blue' : 'amber';
  return (
    <Notice tone={tone} title={t(`knowledge.signed.${signer}.title`, { name: publisher })}>
      {t(`knowledge.signed.${signer}.text`)} {t('knowledge.fingerprint')} <span className="mv-fingerprint">{fingerprint}</span>
    </Notice>
  );
}
