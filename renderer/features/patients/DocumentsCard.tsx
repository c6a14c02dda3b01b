import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card } from '../../ui/Page.tsx';
import { useSaveBlob } from '../documents/useSaveBlob.ts';

/** What was printed or scanned for this person. */
export function DocumentsCard({ documents }: { documents: Chart['documents'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { save, isSaving } = useSaveBlob();
  if (documents.length === 0) return null;
  return (
    <Card title={t('patients.chart.documents')}>
      <ul className="mv-list">
        {documents.map((document) => (
          <li key={document.id} className="mv-entry">
            <span className="mv-when">{format.dayOf(document.createdAt)}</span>
            <span className="mv-grow">{document.title}</span>
            {can('DocumentReference.read') && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={isSaving}
                onClick={() => void save({ blobId: document.blobId, mediaType: document.mediaType, name: document.title, size: 0 })}
              >
                {t('patients.chart.openDocument')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
