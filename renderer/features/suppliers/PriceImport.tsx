import { Button, FileButton, Select } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { type PriceField, priceField } from '../../../preload/contract/suppliers.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, ErrorLine, FormRow, notifyDone, Tag } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';

type Preview = Output<'suppliers.previewPrices'>;
const shown = 60;

/** Their price list as a file: what is in it, what would become of each row, and then the import. */
export function PriceImport({ supplierId, onDone }: { supplierId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState<string | null>(null);
  const [columns, setColumns] = useState<Partial<Record<PriceField, number>>>();
  const file = { supplierId, text: text ?? '', ...(columns === undefined ? {} : { columns }) };
  const preview = useQuery('suppliers.previewPrices', file, { enabled: text !== null, keepPrevious: true });
  const bring = useCommand('suppliers.importPrices');
  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    const bytes = await chosen.arrayBuffer();
    setColumns(undefined);
    setText(decode(bytes));
  };
  const save = async () => {
    const done = await bring.run(file);
    if (!done) return;
    notifyDone(t('suppliers.import.done', { stored: format.number(done.stored), leftOut: format.number(done.leftOut) }));
    onDone();
  };
  const { data } = preview;
  return (
    <Card title={t('suppliers.import.title')}>
      <div className="mv-form">
        <p className="mv-muted">{t('suppliers.import.hint')}</p>
        <div className="mv-actions">
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button {...props} variant={data ? 'default' : 'filled'} leftSection={<FileUp size={14} aria-hidden="true" />}>
                {t('suppliers.import.choose')}
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={onDone}>
            {t('ui.cancel')}
          </Button>
        </div>
        {data && <Columns preview={data} onChange={setColumns} />}
        {data && (
          <>
            <div className="mv-line">
              <Tag tone="green">{t('suppliers.import.ready', { count: data.ready, formatted: format.number(data.ready) })}</Tag>
              {data.leftOut > 0 && (
                <Tag tone="amber">{t('suppliers.import.leftOut', { count: data.leftOut, formatted: format.number(data.leftOut) })}</Tag>
              )}
            </div>
            <SmallTable
              label={t('suppliers.import.title')}
              rows={data.rows.slice(0, shown)}
              rowId={(row) => String(row.row)}
              isMuted={(row) => row.state === 'unchanged'}
              columns={[
                { key: 'row', head: t('suppliers.import.row'), isNumeric: true, cell: (row) => format.number(row.row) },
                { key: 'says', head: t('suppliers.import.says'), isWide: true, cell: (row) => row.shown },
                {
                  key: 'becomes',
                  head: t('suppliers.import.becomes'),
                  isWide: true,
                  cell: (row) =>
                    row.state === 'ready' ? (
                      <Tag tone="green">{t('suppliers.import.state.ready')}</Tag>
                    ) : (
                      t(`suppliers.import.state.${row.state}`)
                    ),
                },
              ]}
            />
            <div className="mv-actions">
              <Button disabled={data.ready === 0} loading={bring.isRunning} onClick={() => void save()}>
                {t('suppliers.import.save', { count: data.ready, formatted: format.number(data.ready) })}
              </Button>
            </div>
          </>
        )}
        <ErrorLine error={preview.error ?? bring.error} />
      </div>
    </Card>
  );
}

function Columns({ preview, onChange }: { preview: Preview; onChange: (columns: Partial<Record<PriceField, number>>) => void }) {
  const { t } = useTranslation();
  const choices = [
    { value: '', label: t('suppliers.import.none') },
    ...preview.header.map((name, at) => ({ value: String(at), label: name })),
  ];
  return (
    <FormRow>
      {priceField.options.map((field) => (
        <Select
          key={field}
          label={t('suppliers.import.column', { field: t(`suppliers.import.fields.${field}`) })}
          size="xs"
          data={choices}
          allowDeselect={false}
          value={String(preview.columns[field] ?? '')}
          onChange={(next) => {
            const { [field]: _, ...others } = preview.columns;
            onChange(next === null || next === '' ? others : { ...others, [field]: Number(next) });
          }}
        />
      ))}
    </FormRow>
  );
}

/** UTF-8; a file that is not, is one of an older spreadsheet. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
