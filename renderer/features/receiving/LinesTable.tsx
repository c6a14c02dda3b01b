import { useTranslation } from 'react-i18next';
import type { ReceiptFinding, ReceiptLine } from '../../../preload/contract/receiving.ts';
import { useFormat } from '../../lib/format.ts';
import { Tag } from '../../ui/index.ts';
import { Expiry } from '../inventory/Expiry.tsx';
import { useUnits } from '../inventory/words.ts';
import { toneOf, useFindingWords } from './words.ts';

type Props = {
  lines: readonly ReceiptLine[];
  findings: readonly ReceiptFinding[];
  currency: string;
  chosen: string | null;
  /** absent: to be read only */
  onOpen?: (lineId: string) => void;
};

/** What is counted so far; a line is opened by its name. */
export function LinesTable({ lines, findings, currency, chosen, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const say = useFindingWords(lines);
  const heads = ['item', 'lot', 'expiry', 'packs', 'units', 'value'] as const;
  return (
    <div className="mv-small-scroll">
      <table className="mv-small mv-receipt-lines" aria-label={t('receiving.lines')}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={['packs', 'units', 'value'].includes(head) ? 'mv-num' : undefined}>
                {t(`receiving.line.columns.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const name = line.itemName ?? (line.label === '' ? t('receiving.line.noItem') : line.label);
            const notes = findings.filter(({ lineId }) => lineId === line.lineId);
            return (
              <tr key={line.lineId} data-chosen={line.lineId === chosen || undefined}>
                <td className="mv-wide">
                  {onOpen ? (
                    <button
                      type="button"
                      className="mv-line-button"
                      aria-expanded={line.lineId === chosen}
                      onClick={() => onOpen(line.lineId)}
                    >
                      {name}
                    </button>
                  ) : (
                    name
                  )}
                  {notes.length > 0 && (
                    <div className="mv-line-notes">
                      {notes.map((finding) => (
                        <Tag key={finding.key} tone={toneOf[finding.level]} title={say(finding)}>
                          {t(`receiving.short.${finding.kind}`)}
                        </Tag>
                      ))}
                    </div>
                  )}
                </td>
                <td>{line.lotNumber}</td>
                <td>{line.expiry === null && !line.hasNoExpiry ? '' : <Expiry expiry={line.expiry} />}</td>
                <td className="mv-num">{format.number(line.packs)}</td>
                <td className="mv-num">{units.count(line.received, line.unit)}</td>
                <td className="mv-num">{line.value === null ? '' : format.money(line.value, currency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
