import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';

/** On Today: the daily count that is due or was left out, and lines that nobody witnessed. */
export function ControlledNotice() {
  const can = useCan();
  return can('Controlled.read') ? <Notices /> : null;
}

function Notices() {
  const { t } = useTranslation();
  const can = useCan();
  const answer = useQuery('controlled.items', {}).data;
  if (!answer) return null;
  const overdue = answer.items.filter((item) => item.count === 'overdue').length;
  const due = answer.items.filter((item) => item.count === 'due').length;
  const mayCount = can('Controlled.create');
  const link = (href: string, words: string) => (
    <Link href={href} className="mv-link">
      {words}
    </Link>
  );
  return (
    <>
      {overdue > 0 && (
        <Notice tone="amber" actions={mayCount && link('/controlled/count', t('controlled.today.goTo'))}>
          {t('controlled.today.overdue', { count: overdue })}
        </Notice>
      )}
      {overdue === 0 && due > 0 && mayCount && (
        <Notice tone="blue" actions={link('/controlled/count', t('controlled.today.goTo'))}>
          {t('controlled.today.due', { count: due })}
        </Notice>
      )}
      {answer.unreviewed > 0 && can('Controlled.review') && (
        <Notice tone="amber" actions={link('/controlled/review', t('controlled.review.goTo'))}>
          {t('controlled.review.open', { count: answer.unreviewed })}
        </Notice>
      )}
    </>
  );
}
