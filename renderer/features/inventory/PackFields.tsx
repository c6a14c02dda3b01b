import { ActionIcon, Button, TextInput } from '@mantine/core';
import { ArrowUp, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toGtin14 } from '../../../preload/contract/gs1/checkDigit.ts';
import { NumberUnitField } from '../../ui/index.ts';
import type { DraftPack } from './itemDraft.ts';
import { useUnits } from './words.ts';

/** The packs an item comes in; the first one is offered when stock is received. */
export function PackFields(props: { packs: readonly DraftPack[]; unit: string; onChange: (next: readonly DraftPack[]) => void; isChecked: boolean }) {
  const { t } = useTranslation();
  const units = useUnits();
  const { packs, onChange } = props;
  const amend = (key: number, change: Partial<DraftPack>) => onChange(packs.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => onChange([...packs, { key: Math.max(0, ...packs.map(({ key }) => key)) + 1, gtin: '', size: null, name: '' }]);
  return (
    <fieldset className="mv-packs">
      <legend>{t('items.packs')}</legend>
      {packs.map((pack, index) => {
        const digits = pack.gtin.replace(/[\s-]/g, '');
        const isGtinWrong = digits !== '' && toGtin14(digits) === null;
        return (
          <div key={pack.key} className="mv-pack">
            <NumberUnitField
              label={index === 0 ? t('inventory.add.packSize') : t('items.packSizeOther', { number: index + 1 })}
              unit={units.many(props.unit)}
              value={pack.size}
              onChange={(size) => amend(pack.key, { size })}
              min={1}
              max={100_000}
              error={props.isChecked && (pack.size === null || pack.size < 1) && t('inventory.add.need.packSize')}
              withAsterisk
            />
            <TextInput
              label={t('items.gtin')}
              value={pack.gtin}
              onChange={(event) => amend(pack.key, { gtin: event.currentTarget.value })}
              error={isGtinWrong && digits.length >= 8 && t('items.gtinWrong')}
              inputMode="numeric"
              maxLength={20}
            />
            <TextInput
              label={t('items.packName')}
              placeholder={t('items.packNameHint')}
              value={pack.name}
              onChange={(event) => amend(pack.key, { name: event.currentTarget.value })}
              maxLength={200}
            />
            {packs.length > 1 && (
              <div className="mv-pack-acts">
                {index > 0 && (
                  <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('items.makeDefault', { number: index + 1 })} title={t('items.makeDefault', { number: index + 1 })} onClick={() => onChange([pack, ...packs.filter((other) => other !== pack)])}>
                    <ArrowUp size={16} aria-hidden="true" />
                  </ActionIcon>
                )}
                <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('items.removePack', { number: index + 1 })} title={t('items.removePack', { number: index + 1 })} onClick={() => onChange(packs.filter((other) => other !== pack))}>
                  <X size={16} aria-hidden="true" />
                </ActionIcon>
              </div>
            )}
          </div>
        );
      })}
      <div className="mv-add-more">
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} aria-hidden="true" />} onClick={add}>
          {t('items.addPack')}
        </Button>
        <span className="mv-muted">{t('items.packsHint')}</span>
      </div>
    </fieldset>
  );
} // prettier-ignore
