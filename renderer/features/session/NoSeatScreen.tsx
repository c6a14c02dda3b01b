import { useTranslation } from 'react-i18next';
import { Outside } from './Outside.tsx';

/** A browser without a cookie, or with a used link: the seat is refused. */
export function NoSeatScreen({ isLinkUsed }: { isLinkUsed: boolean }) {
  const { t } = useTranslation();
  return (
    <Outside title={t('session.noSeat.title')}>
      <p>{isLinkUsed ? t('session.noSeat.usedLink') : t('session.noSeat.text')}</p>
    </Outside>
  );
}
