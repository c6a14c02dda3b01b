import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Notice } from '../../ui/index.ts';

/** On Today, for whoever may load packs: a new edition waits for a person, or was refused. */
export function ArrivedNotice() {
  const can = useCan();
  return can('Knowledge.update') ? <Notices /> : null;
}

function Notices() {
  const { t } = useTranslation();
  const packs = useQuery('knowledge.arriving', {}).data?.packs ?? [];
  return packs
    .filter(({ status }) => status === 'arrived' || status === 'refused')
    .map(({ id, status, title, edition }) => (
      <Notice
        key={id}
        tone={status === 'arrived' ? 'blue' : 'amber'}
        actions={
          <Link href="/medicine-knowledge" className="mv-link">
            {t('knowledge.arriving.open')}
          </Link>
        }
      >
        {t(status === 'arrived' ? 'knowledge.arriving.today' : 'knowledge.arriving.todayRefused', { title, edition })}
      </Notice>
    ));
}
