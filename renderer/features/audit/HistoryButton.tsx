import { ActionIcon, Modal } from '@mantine/core';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawInput } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/api.ts';
import { ErrorLine, SkeletonRows } from '../../ui/index.ts';
import { HistoryList } from './HistoryList.tsx';

type Of = RawInput<'history.of'>;

/** Beside a row of a record: what it was before, who changed it, when and why. */
export function HistoryButton({ resource, id, name }: Of & { name: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const title = t('audit.history.of', { name });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={title} title={title} onClick={() => setOpen(true)}>
        <History size={14} aria-hidden="true" />
      </ActionIcon>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {isOpen && <RowHistory resource={resource} id={id} />}
      </Modal>
    </>
  );
}

function RowHistory(of: Of) {
  const { data, error } = useQuery('history.of', of);
  if (error) return <ErrorLine error={error} />;
  return data ? <HistoryList entries={data.entries} /> : <SkeletonRows rows={3} />;
}
