import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { queryClient, useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { en } from '../../lib/strings/index.ts';
import { ErrorLine, Form, Notice, notifyDone, SkeletonRows } from '../../ui/index.ts';

type Preview = Output<'people.previewErasure'>;
type Props = { patientId: string; onClose: () => void; onErased: () => void };

/** What goes and what stays is shown before the number is asked for. */
export function ErasureDialog({ patientId, onClose, onErased }: Props) {
  const { t } = useTranslation();
  const { data: preview, error } = useQuery('people.previewErasure', { patientId });
  const name = preview ? `${preview.displayName} ${preview.number}` : '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.erasing.title', { name })}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className="mv-stack">
        <ErrorLine error={error} />
        {!preview && !error && <SkeletonRows rows={5} />}
        {preview && <Counts preview={preview} />}
        {preview?.isVisitOpen === true && <Notice tone="amber">{t('people.erasing.visitOpen')}</Notice>}
        {preview && !preview.isVisitOpen && (
          <EraseForm patientId={patientId} number={preview.number} onClose={onClose} onErased={onErased} />
        )}
      </div>
    </Modal>
  );
}

function EraseForm({ patientId, number, onClose, onErased }: Props & { number: string }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('people.erase');
  const [confirmation, setConfirmation] = useState('');
  const [reason, setReason] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const isReady = confirmation.trim().toUpperCase() === number && reason.trim().length >= 3;
  const erase = async () => {
    if (!isReady) return;
    const done = await run({ patientId, confirmation, reason, legalBasis });
    if (!done) return;
    notifyDone(t('people.erasing.done', { count: done.rows }));
    onErased();
    await queryClient.invalidateQueries();
  };
  return (
    <Form label={t('people.erase')} onSubmit={() => void erase()} onCancel={onClose}>
      <Notice tone="red">{t('people.erasing.warning')}</Notice>
      <Textarea
        label={t('people.erasing.reason')}
        description={t('people.erasing.reasonHint')}
        value={reason}
        required
        data-autofocus
        rows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput label={t('people.erasing.legalBasis')} value={legalBasis} onChange={(event) => setLegalBasis(event.currentTarget.value)} />
      <TextInput
        label={t('people.erasing.confirm', { number })}
        value={confirmation}
        required
        autoComplete="off"
        onChange={(event) => setConfirmation(event.currentTarget.value)}
      />
      <ErrorLine error={error} />
      <div className="mv-actions">
        <Button type="submit" color="red" disabled={!isReady} loading={isRunning}>
          {t('people.erasing.run')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function Counts({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { goes, copies, stays } = preview;
  const going: [string, number][] = goes.map(({ table, rows }) => [isTable(table) ? t(`people.table.${table}`) : table, rows]);
  if (copies > 0) going.push([t('people.erasing.copies'), copies]);
  const staying = (['stockMovements', 'auditLines', 'naming', 'backups'] as const).filter((key) => stays[key] > 0);
  const lines = (rows: readonly (readonly [string, number])[]) =>
    rows.map(([label, count]) => (
      <tr key={label}>
        <th scope="row">{label}</th>
        <td className="mv-num">{format.number(count)}</td>
      </tr>
    ));
  return (
    <>
      {preview.linkedNumbers.length > 0 && (
        <Notice tone="amber">{t('people.linked', { numbers: preview.linkedNumbers.join(', ') })}</Notice>
      )}
      <table className="mv-small-table">
        <caption className="mv-strong">{t('people.erasing.goes')}</caption>
        <tbody>{lines(going)}</tbody>
      </table>
      <table className="mv-small-table">
        <caption className="mv-strong">{t('people.erasing.stays')}</caption>
        <tbody>{lines(staying.map((key) => [t(`people.erasing.${key}`), stays[key]] as const))}</tbody>
      </table>
    </>
  );
}

type Table = keyof typeof en.people.table;

function isTable(table: string): table is Table {
  return Object.hasOwn(en.people.table, table);
}
