import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './configuration.css';

/** What went and what came, one below the other; a sign and a word for each, not the colour alone. */
export function ChangeLines({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul className="mv-change-lines">
      {before.map((text) => (
        <li key={`- ${text}`} data-is="before">
          <Minus size={12} aria-label={t('configuration.went')} />
          <span>{text}</span>
        </li>
      ))}
      {after.map((text) => (
        <li key={`+ ${text}`} data-is="after">
          <Plus size={12} aria-label={t('configuration.came')} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
