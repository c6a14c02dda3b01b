import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import type { ReadName } from '../../../preload/contract/knowledge.ts';
import { call } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { SearchPicker } from '../../ui/index.ts';
import { medicineWords, useUnits } from '../inventory/words.ts';
import { FlagTags, inTallMan, MedicineFlags } from '../knowledge/MedicineFlags.tsx';

type Found = (
  | { kind: 'item'; item: ItemRow }
  | { kind: 'listed'; name: string; atc: string | undefined }
  | { kind: 'typed'; text: string }
) & {
  read?: ReadName | undefined;
};

/** Our stock first, with what is usable, under whatever name it is typed; then the medicines that the lists know; then the words as typed. */
export function MedicinePicker(props: {
  text: string;
  onText: (text: string) => void;
  onPick: (medicine: string, item: ItemRow | null) => void;
  description: ReactNode;
  error: ReactNode;
  inputRef: Ref<HTMLInputElement>;
}) {
  const { t } = useTranslation();
  const units = useUnits();
  const can = useCan();
  const search = async (text: string): Promise<Found[]> => {
    const [ours, listed] = await Promise.all([can('InventoryItem.read') ? searchOurs(text) : [], call('codes.searchMedicines', { text })]);
    const others = listed.medicines.slice(0, 5);
    const found: Found[] = [
      ...ours.map((item): Found => ({ kind: 'item', item })),
      ...others.map(({ name, atc }): Found => ({ kind: 'listed', name, atc })),
      ...(others.some(({ name }) => name.toLowerCase() === text.toLowerCase()) ? [] : [{ kind: 'typed', text } as const]),
    ];
    const { names } = await call('knowledge.readNames', { texts: found.map(wordsOf) });
    return found.map((one, at): Found => ({ ...one, read: names[at] }));
  };
  const withFlags = ({ read }: Found, detail: string) => (
    <>
      {detail} {read && <FlagTags flags={read.flags} />}
    </>
  );
  const toOption = (found: Found) => {
    const shown = inTallMan(wordsOf(found), found.read?.tallMan ?? null);
    if (found.kind === 'item') {
      const { item } = found;
      const stock =
        item.usable > 0
          ? t('prescriptions.prescribe.inStock', { quantity: units.count(item.usable, item.unit) })
          : t('prescriptions.prescribe.outOfStock');
      return { key: item.itemId, label: medicineWords(item), shown, detail: withFlags(found, stock) };
    }
    if (found.kind === 'listed')
      return {
        key: `listed ${found.name}`,
        label: found.name,
        shown,
        detail: withFlags(found, [t('prescriptions.prescribe.notStocked'), found.atc].filter(Boolean).join(' · ')),
      };
    return { key: 'typed', label: found.text, detail: t('prescriptions.prescribe.asTypedDetail') };
  };
  return (
    <>
      <SearchPicker
        label={t('prescriptions.prescribe.medicine')}
        description={props.description}
        search={search}
        toOption={toOption}
        text={props.text}
        onText={props.onText}
        onPick={(found) => {
          if (found.kind === 'item') props.onPick(medicineWords(found.item), found.item);
          else props.onPick(found.kind === 'listed' ? found.name : found.text, null);
        }}
        error={props.error}
        inputRef={props.inputRef}
        required
      />
      <p className="mv-flags-line">
        <MedicineFlags text={props.text} />
      </p>
    </>
  );
}

/** By the words typed, and by the ingredients that a brand name stands for. */
async function searchOurs(text: string): Promise<ItemRow[]> {
  const limit = 8;
  const [byWords, { names }] = await Promise.all([
    call('inventory.items', { filter: text, limit }),
    call('knowledge.readNames', { texts: [text] }),
  ]);
  const inns = (names[0]?.ingredients ?? []).map(({ name }) => name).join(' ');
  if (inns === '' || text.toLowerCase().includes(inns.toLowerCase())) return byWords.items;
  const byIngredients = await call('inventory.items', { filter: inns, limit });
  const others = byIngredients.items.filter(({ itemId }) => !byWords.items.some((item) => item.itemId === itemId));
  return [...byWords.items, ...others].slice(0, limit);
}

const wordsOf = (found: Found): string =>
  found.kind === 'item' ? medicineWords(found.item) : found.kind === 'listed' ? found.name : found.text;
