import { useTranslation } from 'react-i18next';
import type { FlagKind, MedicineFlag, ReadName } from '../../../preload/contract/knowledge.ts';
import { useQuery } from '../../lib/api.ts';
import { Tag, type Tone } from '../../ui/index.ts';
import './knowledge.css';

const tones: Record<FlagKind, Tone> = { controlled: 'amber', 'high-alert': 'red', 'look-alike': 'blue' };

/** What is to be minded with a medicine, in a line: controlled, high-alert, taken for another. The publication stands in the tip. */
export function FlagTags({ flags }: { flags: readonly MedicineFlag[] }) {
  const { t } = useTranslation();
  const kinds = (['controlled', 'high-alert', 'look-alike'] as const).flatMap((kind) => {
    const own = flags.filter((flag) => flag.kind === kind);
    return own.length === 0 ? [] : [{ kind, own }];
  });
  if (kinds.length === 0) return null;
  return (
    <span className="mv-flags">
      {kinds.map(({ kind, own }) => {
        const details = [...new Set(own.map(({ detail }) => detail))];
        const words =
          kind === 'high-alert' ? t('knowledge.flag.high-alert') : t(`knowledge.flag.with.${kind}`, { detail: details.join(', ') });
        return (
          <Tag
            key={kind}
            tone={tones[kind]}
            title={own.map(({ detail, ingredient, source }) => `${ingredient}, ${detail}: ${source}`).join('\n')}
          >
            {words}
          </Tag>
        );
      })}
    </span>
  );
}

/** The same of a name as it is written; nothing while nobody knows it. */
export function MedicineFlags({ text }: { text: string }) {
  const { t } = useTranslation();
  const [name] = useQuery('knowledge.readNames', { texts: [text] }, { enabled: text.trim().length > 2 }).data?.names ?? [];
  if (!name || (name.candidates.length === 0 && name.flags.length === 0)) return null;
  const isUncertain = name.candidates.length > 0;
  return (
    <span className="mv-flags">
      {isUncertain && <Tag tone="amber">{t('knowledge.flag.uncertain', { names: allNames(name).join(', ') })}</Tag>}
      <FlagTags flags={isUncertain ? name.flags.filter(({ kind }) => kind !== 'look-alike') : name.flags} />
    </span>
  );
}

const allNames = ({ ingredients, candidates }: ReadName): string[] => [...new Set([...ingredients.map(({ name }) => name), ...candidates])];

/** The name with the letters in capitals that tell it from its neighbour; other words stay as they are. */
export function inTallMan(label: string, tallMan: string | null): string {
  if (tallMan === null) return label;
  const at = label.toLowerCase().indexOf(tallMan.toLowerCase());
  return at < 0 ? label : label.slice(0, at) + tallMan + label.slice(at + tallMan.length);
}
