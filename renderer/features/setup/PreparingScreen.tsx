import { Progress } from '@mantine/core';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FacilityStatus } from '../../../preload/contract/facility.ts';
import { Outside } from '../session/Outside.tsx';

export function PreparingScreen({ progress }: { progress: FacilityStatus['progress'] }) {
  const { t } = useTranslation();
  const step = progress?.step ?? '';
  const isNewKey = step.startsWith('newKey');
  const title = isNewKey ? t('setup.step.newKey') : step === 'restore' ? t('setup.step.restore') : t('setup.preparing');
  const share = Math.round((progress?.share ?? 0) * 100);
  return (
    <Outside title={title} sub={t('setup.preparingText')}>
      <div className="mv-stack">
        <Progress.Root size={10}>
          <Progress.Section value={share} aria-label={title} />
        </Progress.Root>
        <div className="mv-line" role="status">
          <span>{progress ? stepWords(progress.step) : t('setup.opening')}</span>
          <span className="mv-muted" style={{ marginInlineStart: 'auto' }}>
            {share}%
          </span>
        </div>
      </div>
    </Outside>
  );
}

/** A step's key in the string files; anything else is already a sentence. */
function stepWords(step: string): string {
  const key = `setup.step.${step}`;
  const translate = i18next.t as (key: string) => string;
  return i18next.exists(key) ? translate(key) : step;
}

/** Before the first word of the facility. */
export function OpeningScreen() {
  const { t } = useTranslation();
  return (
    <div className="mv-opening" role="status">
      <span className="mv-skel" style={{ inlineSize: 120 }} />
      <span className="mv-muted">{t('setup.opening')}</span>
    </div>
  );
}
