import { useTranslation } from 'react-i18next';
import type { Adherence } from '../../../preload/contract/medications.ts';
import { useFormat } from '../../lib/format.ts';

const width = 640;
const height = 44;
const bar = { y: 8, height: 16 };
const dayMs = 86_400_000;

type Props = { name: string; cover: NonNullable<Adherence['cover']>; collections: Adherence['collections'] };

/** Time runs from the first day that counts to the last. */
export function CoverStrip({ name, cover, collections }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const start = Date.parse(cover.from);
  const at = (day: string) => ((Date.parse(day) - start) / dayMs / cover.days) * width;
  const wide = ({ from, to }: { from: string; to: string }) => at(to) - at(from) + width / cover.days;
  const label = t('medications.plot', {
    medicine: name,
    from: format.day(cover.from),
    until: format.day(cover.until),
    gaps: format.number(cover.gaps.length),
  });
  return (
    <svg className="mv-cover" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <rect className="mv-cover-none" x={0} y={bar.y} width={width} height={bar.height} rx={3} />
      {cover.spans.map((span) => (
        <rect key={span.from} className="mv-cover-some" x={at(span.from)} y={bar.y} width={wide(span)} height={bar.height} rx={2} />
      ))}
      {collections
        .filter(({ on }) => on >= cover.from && on <= cover.until)
        .map(({ on }, index) => (
          <path key={index} className="mv-cover-mark" d={`M${at(on)} ${bar.y - 1} l-4 -6 h8 z`} />
        ))}
      <text x={0} y={height - 4}>
        {format.day(cover.from)}
      </text>
      <text x={width} y={height - 4} textAnchor="end">
        {format.day(cover.until)}
      </text>
    </svg>
  );
}
