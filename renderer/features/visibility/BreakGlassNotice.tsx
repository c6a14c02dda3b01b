import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';

/** On the home screen of a privacy officer: openings that nobody has judged yet. */
export function BreakGlassNotice() {
  const can = useCan();
  return can('BreakGlass.review') ? <Waiting /> : null;
}

function Waiting() {
  const { t } = useTranslation();
  const count = useQuery('breakGlass.list', {}).data?.openings.length ?? 0;
  if (count === 0) return null;
  return (
    <Notice
      tone="amber"
      actions={
        <Link href="/break-glass" className="mv-link">
          {t('visibility.review.goTo')}
        </Link>
      }
    >
      {t('visibility.review.waiting', { count })}
    </Notice>
  );
}
