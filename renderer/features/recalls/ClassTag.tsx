import { useTranslation } from 'react-i18next';
import type { RecallRow } from '../../../preload/contract/recalls.ts';
import { Tag } from '../../ui/index.ts';

const tones = { I: 'red', II: 'amber', III: 'blue' } as const;

/** How grave: the word behind it says what that means. */
export function ClassTag({ grade }: { grade: RecallRow['class'] }) {
  const { t } = useTranslation();
  return (
    <Tag tone={tones[grade]} title={t(`recalls.class.${grade}`)}>
      {t('recalls.classShort', { grade })}
    </Tag>
  );
}
