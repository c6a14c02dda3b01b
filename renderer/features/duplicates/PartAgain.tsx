import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeRow } from '../../../preload/contract/duplicates.ts';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { WayBack } from './WayBack.tsx';

/** In the chart, beside the numbers that lead to it as well: each record that was joined can be parted again. */
export function PartAgain({ patientId }: { patientId: string }) {
  const can = useCan();
  return can('Patient.merge') ? <PartButtons patientId={patientId} /> : null;
}

function PartButtons({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery('duplicates.merges', { patientId });
  const [chosen, setChosen] = useState<MergeRow | null>(null);
  const standing = data?.merges.filter(({ endedAt }) => endedAt === null) ?? [];
  return (
    <>
      {standing.map((merge) => (
        <Button
          key={merge.linkId}
          size="compact-xs"
          variant="default"
          aria-label={`${t('duplicates.unmerge.openFromChart')} ${merge.merged.number}`}
          title={merge.merged.number}
          onClick={() => setChosen(merge)}
        >
          {t('duplicates.unmerge.openFromChart')}
        </Button>
      ))}
      <Modal
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        title={chosen ? `${chosen.merged.displayName}, ${chosen.merged.number}` : ''}
        size="lg"
      >
        {chosen && <WayBack merge={chosen} onDone={() => setChosen(null)} />}
      </Modal>
    </>
  );
}
