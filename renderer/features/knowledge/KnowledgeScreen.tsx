import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, Page, SkeletonRows } from '../../ui/index.ts';
import '../inventory/tables.css';
import './knowledge.css';
import { ArrivingCards } from './ArrivingCards.tsx';
import { ListsCard } from './ListsCard.tsx';
import { LoadPackCard } from './LoadPackCard.tsx';
import { PackCard } from './PackCard.tsx';

/** What the checks work with: what came with the program, what was loaded and who vouches for it, and how more comes in. */
export default function KnowledgeScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error } = useQuery('knowledge.loaded', {});
  return (
    <Page title={t('knowledge.title')} sub={t('knowledge.sub')} isScrolling>
      <ErrorLine error={error} />
      <div className="mv-columns mv-knowledge">
        <div>
          {can('Knowledge.update') && <ArrivingCards />}
          {can('Knowledge.update') && <LoadPackCard />}
          {data?.packs.map((pack) => (
            <PackCard key={pack.id} pack={pack} />
          ))}
          {data?.packs.length === 0 && (
            <Card title={t('knowledge.packs')}>
              <p className="mv-none">{t('knowledge.noPacks')}</p>
            </Card>
          )}
        </div>
        <div>
          {data ? (
            <ListsCard loaded={data} />
          ) : (
            !error && (
              <Card title={t('knowledge.lists')}>
                <SkeletonRows rows={8} />
              </Card>
            )
          )}
        </div>
      </div>
    </Page>
  );
}
