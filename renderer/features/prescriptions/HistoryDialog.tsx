import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MedicationRequestRow } from '../../../preload/contract/prescriptions.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, SkeletonRows } from '../../ui/index.ts';

/** What became of a prescription, by whom and why. */
export function HistoryDialog({ line, onClose }: { line: MedicationRequestRow; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const history = useQuery('prescriptions.history', { medicationRequestId: line.medicationRequestId });
  const status = (code: MedicationRequestRow['status']) => t(`prescriptions.status.${code}`).toLocaleLowerCase();
  const events = history.data?.events;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('prescribing.history.title', { medicine: line.medicine })}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {history.error && <ErrorLine error={history.error} onRetry={() => void history.refetch()} />}
      {!events && !history.error && <SkeletonRows rows={3} />}
      {events?.length === 0 && <p>{t('prescribing.history.none')}</p>}
      <ol className="mv-sheet">
        {events?.map((event) => (
          <li key={event.id}>
            <div>
              <strong>
                {event.from === null
                  ? t('prescribing.history.written', { status: status(event.to) })
                  : t('prescribing.history.step', { from: status(event.from), to: status(event.to) })}
              </strong>
              {event.reason !== '' && <p>{event.reason}</p>}
              <small className="mv-muted">
                {event.performerName}, {format.instant(event.happenedAt)}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
