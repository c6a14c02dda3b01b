import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';
import { PdfDialog } from '../documents/PdfDialog.tsx';
import { useUnits } from '../inventory/words.ts';

export type HandedLine = { medicine: string; unit: string; handed: number; lots: readonly string[]; stillOwed: number; askedUnit: string };

/** What went over the counter, lot by lot, and what is still to be given. */
export function HandoverResult(props: { handoverId: string; lines: readonly HandedLine[]; onNext: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), [props.handoverId]);
  return (
    <Notice
      tone="green"
      isLive
      title={t('dispensing.result.title')}
      actions={
        <>
          <LabelsButton handoverId={props.handoverId} />
          <Button ref={next} size="compact-sm" onClick={props.onNext}>
            {t('dispensing.result.next')}
          </Button>
        </>
      }
    >
      <ul className="mv-result">
        {props.lines.map((line) => (
          <li key={`${line.medicine} ${line.lots.join(' ')}`}>
            {[
              t('dispensing.result.line', { quantity: units.count(line.handed, line.unit), medicine: line.medicine }),
              t('dispensing.result.lots', { lots: line.lots.join(', ') }),
              line.stillOwed > 0 ? t('dispensing.result.staysOwed', { quantity: units.count(line.stillOwed, line.askedUnit) }) : '',
            ]
              .filter(Boolean)
              .join('; ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** All labels of the bag in one print. */
function LabelsButton({ handoverId }: { handoverId: string }) {
  const { t } = useTranslation();
  const print = useCommand('dispensing.printLabels');
  const [shown, setShown] = useState<BlobRef | null>(null);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Printer size={14} aria-hidden="true" />}
        loading={print.isRunning}
        onClick={async () => setShown((await print.run({ handoverId })) ?? null)}
      >
        {t('dispensing.result.labels')}
      </Button>
      <ErrorLine error={print.error} />
      <PdfDialog blob={shown} onClose={() => setShown(null)} />
    </>
  );
}
