import { Button } from '@mantine/core';
import { BookOpenCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useQuery } from '../../lib/api.ts';
import { Card, SkeletonRows } from '../../ui/index.ts';

/** In the settings: what the checks know, in one line, and the way there. */
export function KnowledgeCard() {
  const { t } = useTranslation();
  const { data } = useQuery('knowledge.loaded', {});
  return (
    <Card
      title={t('knowledge.title')}
      actions={
        <Button
          component={Link}
          href="/medicine-knowledge"
          size="compact-sm"
          variant="light"
          leftSection={<BookOpenCheck size={14} aria-hidden="true" />}
        >
          {t('knowledge.open')}
        </Button>
      }
    >
      {data ? (
        <p className="mv-none">
          {[t('knowledge.listsCount', { count: data.lists.length }), t('knowledge.packsCount', { count: data.packs.length })].join(' · ')}
        </p>
      ) : (
        <SkeletonRows rows={1} />
      )}
    </Card>
  );
}
