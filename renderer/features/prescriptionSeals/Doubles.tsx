import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';
import { useUnits } from '../inventory/words.ts';

/** Used here and elsewhere: found out when the network was back. It stays until somebody here has seen it. */
export function Doubles() {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const can = useCan();
  const [, navigate] = useLocation();
  const doubles = useQuery('prescriptionSeals.doubles', {});
  const acknowledge = useCommand('prescriptionSeals.acknowledgeDouble');
  return (
    <>
      {(doubles.data?.doubles ?? [])
        .filter((double) => !double.isSeen)
        .map((double) => (
          <Notice
            key={double.claimId}
            tone="red"
            title={t('prescriptionSeals.double.title', { number: double.number })}
            actions={
              <>
                <Button variant="default" size="compact-sm" onClick={() => navigate(`/dispensing/${double.medicationRequestId}`)}>
                  {t('prescriptionSeals.double.open')}
                </Button>
                {can('MedicationDispense.create') && (
                  <Button
                    size="compact-sm"
                    loading={acknowledge.isRunning}
                    onClick={() => void acknowledge.run({ claimId: double.claimId })}
                  >
                    {t('prescriptionSeals.double.seen')}
                  </Button>
                )}
              </>
            }
          >
            {t('prescriptionSeals.double.text', {
              here: units.count(double.quantity, double.unit),
              when: format.instant(double.claimedAt),
              others: double.others
                .map((other) =>
                  t('prescriptionSeals.usedBy', {
                    facility: other.name ?? other.code ?? t('prescriptionSeals.unnamed'),
                    quantity: units.count(other.quantity, double.unit),
                    when: format.instant(other.at),
                  }),
                )
                .join('; '),
            })}
          </Notice>
        ))}
      {acknowledge.error && <ErrorLine error={acknowledge.error} />}
    </>
  );
}
