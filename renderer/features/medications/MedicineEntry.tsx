import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MedicineLine } from '../../../preload/contract/medications.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Tag } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';
import { HistoryButton } from '../audit/HistoryButton.tsx';
import { useStatusWords } from '../patients/statusWords.ts';

export function MedicineEntry({ line }: { line: MedicineLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useStatusWords();
  const isPrescribed = line.kind === 'prescribed';
  const said = [
    line.since && t('medications.since', { date: format.day(line.since) }),
    line.until && t('medications.until', { date: format.day(line.until) }),
    isPrescribed && (line.lastCollected ? t('medications.collected', { date: format.day(line.lastCollected) }) : t('medications.neverCollected')),
    line.byName,
  ].filter(Boolean);
  return (
    <li className="mv-entry mv-entry-top">
      <span className="mv-grow">
        {isPrescribed ? (
          <Link href={`/prescriptions/${line.id}`} className="mv-link">
            {line.medicine}
          </Link>
        ) : (
          <strong>{line.medicine}</strong>
        )}
        <small>{line.directions}</small>
        <small>{said.join(' · ')}</small>
        {!isPrescribed && line.isCurrent && <StatementActs line={line} />}
      </span>
      <Tag tone={line.source ? 'amber' : line.isCurrent ? 'blue' : 'grey'} isPlain>
        {line.source && line.isCurrent ? t(`medications.source.${line.source}`) : status(line.status)}
      </Tag>
      <HistoryButton resource={isPrescribed ? 'MedicationRequest' : 'MedicationStatement'} id={line.id} name={line.medicine} />
    </li>
  );
} // prettier-ignore

function StatementActs({ line: { id, version, medicine } }: { line: MedicineLine }) {
  const { t } = useTranslation();
  const can = useCan();
  const { run, error } = useCommand('medications.endStatement');
  if (!can('MedicationStatement.create')) return null;
  const end = async (status: 'stopped' | 'entered-in-error', reason: string) => {
    if (await run({ statementId: id, version, status, reason })) notifyDone(t('medications.ended', { medicine }));
  };
  const button = { size: 'compact-xs', variant: 'subtle', color: 'gray', reasonLabel: t('medications.endReason') } as const;
  return (
    <span className="mv-med-acts">
      <ConfirmButton
        {...button}
        label={t('medications.end')}
        title={t('medications.endTitle')}
        consequence={t('medications.endText', { medicine })}
        confirmLabel={t('medications.endConfirm')}
        onConfirm={(reason) => end('stopped', reason)}
      />
      <ConfirmButton
        {...button}
        label={t('medications.mistake')}
        title={t('medications.mistakeTitle')}
        consequence={t('medications.mistakeText', { medicine })}
        confirmLabel={t('medications.mistakeConfirm')}
        isDanger
        onConfirm={(reason) => end('entered-in-error', reason)}
      />
      <ErrorLine error={error} />
    </span>
  );
}
