import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';

/** Over a record that stands open by a broken glass: how long still, and the way to close it. Nothing otherwise. */
export function GlassBanner({ patientId }: { patientId: string }) {
  const glass = useQuery('sensitivity.of', { patientId }).data?.glass;
  return glass ? <Open {...glass} /> : null;
}

function Open({ breakGlassId, reason, endsAt }: { breakGlassId: string; reason: string; endsAt: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const close = useCommand('breakGlass.close');
  const left = Date.parse(endsAt) - format.now;
  useEffect(() => {
    // when the time is over everything is asked for again, and the record closes under the reader
    const timer = setTimeout(() => void queryClient.invalidateQueries(), Math.max(0, Date.parse(endsAt) - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [endsAt]);
  return (
    <Notice
      tone="red"
      isLive
      title={t('visibility.glass.title', { minutes: Math.max(1, Math.round(left / 60_000)), time: format.time(endsAt) })}
      actions={
        <Button size="compact-sm" color="red" loading={close.isRunning} onClick={() => void close.run({ breakGlassId })}>
          {t('visibility.glass.close')}
        </Button>
      }
    >
      {t('visibility.glass.text', { reason })}
      <ErrorLine error={close.error} />
    </Notice>
  );
}
