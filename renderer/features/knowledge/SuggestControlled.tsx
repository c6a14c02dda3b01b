import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { Notice } from '../../ui/index.ts';

/** An internationally controlled medicine that is not marked as one: the clerk decides, since national law does. */
export function SuggestControlled({ names, onMark }: { names: readonly string[]; onMark: () => void }) {
  const { t } = useTranslation();
  const texts = names.map((name) => name.trim()).filter((name) => name.length > 2);
  const read = useQuery('knowledge.readNames', { texts }, { enabled: texts.length > 0 }).data?.names ?? [];
  const found = read
    .filter(({ confidence }) => confidence >= 0.85)
    .flatMap(({ flags }) => flags.filter(({ kind }) => kind === 'controlled'));
  if (found.length === 0) return null;
  const said = found.map(({ ingredient, detail, source }) => t('knowledge.flag.scheduleOf', { ingredient, detail, source })).join('; ');
  return (
    <Notice
      tone="amber"
      isLive
      actions={
        <Button size="compact-sm" variant="default" onClick={onMark}>
          {t('knowledge.flag.suggestMark')}
        </Button>
      }
    >
      {t('knowledge.flag.suggestControlled', { said })}
    </Notice>
  );
}
