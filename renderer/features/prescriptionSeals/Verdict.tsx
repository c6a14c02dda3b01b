import { CircleCheck, CircleHelp, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Facts, Notice } from '../../ui/index.ts';
import { type Elsewhere, judgementOf, type Verified } from './verdicts.ts';

const iconOf = { green: CircleCheck, amber: CircleHelp, red: OctagonX } as const;

/** The answer first, as large as a traffic light; then what it rests on. */
export function Verdict({ verified, elsewhere, isAsking }: { verified: Verified; elsewhere: Elsewhere | undefined; isAsking: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { answer, why, tone } = judgementOf(verified, elsewhere);
  const { facility, verdict } = verified;
  const Icon = iconOf[tone];
  const who =
    facility === null ? '' : facility.isOwn ? t('prescriptionSeals.ourselves') : (facility.name ?? t('prescriptionSeals.unknownFacility'));
  const contact = [facility?.isOwn === true && t('prescriptionSeals.ourselves'), facility?.code, facility?.phone]
    .filter(Boolean)
    .join(' · ');
  const facts = [
    ...(facility === null
      ? []
      : [[t(verdict === 'forged' ? 'prescriptionSeals.pretends' : 'prescriptionSeals.from'), `${who} (${contact})`] as const]),
    ...(verified.number === null ? [] : [[t('prescriptionSeals.number'), verified.number] as const]),
    ...(verified.issuedAt === null ? [] : [[t('prescriptionSeals.issued'), format.instant(verified.issuedAt)] as const]),
    ...(verified.validUntil === null ? [] : [[t('prescriptionSeals.validUntil'), format.day(verified.validUntil)] as const]),
    ...(verified.lines.length === 0
      ? []
      : [[t('prescriptionSeals.elsewhere'), isAsking ? t('prescriptionSeals.asking') : wordElsewhere()] as const]),
  ];
  function wordElsewhere(): string {
    if (elsewhere?.isKnown !== true) return t('prescriptionSeals.elsewhereUnknown');
    const claims = elsewhere.lines.flatMap((line) => line.claims.filter((claim) => !claim.isOwn));
    return claims.length === 0 ? t('prescriptionSeals.elsewhereNot') : t('prescriptionSeals.elsewhereUsed', { count: claims.length });
  }
  return (
    <section className={`mv-verdict mv-tone-${tone}`} aria-label={t('prescriptionSeals.verdict')}>
      <div className="mv-verdict-head" role="status">
        <Icon size={44} aria-hidden="true" />
        <div>
          <strong>{t(`prescriptionSeals.answer.${answer}`)}</strong>
          <p>{t(`prescriptionSeals.why.${why}`, { facility: who })}</p>
        </div>
      </div>
      {facts.length > 0 && <Facts facts={facts} />}
      {verified.isClockDoubtful && <Notice tone="amber">{t('prescriptionSeals.clockDoubtful')}</Notice>}
    </section>
  );
}
