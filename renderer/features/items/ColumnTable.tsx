import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { importField, type ImportReading } from '../../../preload/contract/items.ts';
import { Card } from '../../ui/index.ts';

/** Each column of the file with examples and what it is taken for, and how the list writes decimals and days. */
export function ColumnTable({ preview, onChange }: { preview: Output<'items.previewImport'>; onChange: (reading: ImportReading) => void }) {
  const { t } = useTranslation();
  const { columns, reading } = preview;
  const choose = (at: number, value: string | null) => {
    const field = importField.options.find((option) => option === value) ?? null;
    // a field is in one column: the former one gives it up
    onChange({ ...reading, fields: reading.fields.map((one, place) => (place === at ? field : one === field ? null : one)) });
  };
  const fields = importField.options.map((value) => ({ value, label: t(`items.field.${value}`) }));
  return (
    <Card title={t('items.import.columns')} label={t('items.import.columns')}>
      <div className="mv-import-readings">
        <label>
          <span>{t('items.import.decimal')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('items.import.decimal')}
            value={reading.decimal}
            onChange={(decimal) => onChange({ ...reading, decimal: decimal === ',' ? ',' : '.' })}
            data={[{ value: '.', label: t('items.import.decimalPoint') }, { value: ',', label: t('items.import.decimalComma') }]}
          />
        </label>
        <label>
          <span>{t('items.import.dayOrder')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('items.import.dayOrder')}
            value={reading.dayOrder}
            onChange={(order) => onChange({ ...reading, dayOrder: order === 'month-first' ? 'month-first' : 'day-first' })}
            data={[{ value: 'day-first', label: t('items.import.dayFirst') }, { value: 'month-first', label: t('items.import.monthFirst') }]}
          />
        </label>
        <label>
          <span>{t('items.import.onMatch')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('items.import.onMatch')}
            value={reading.onMatch}
            onChange={(then) => onChange({ ...reading, onMatch: then === 'skip' ? 'skip' : 'update' })}
            data={[{ value: 'update', label: t('items.import.update') }, { value: 'skip', label: t('items.import.skip') }]}
          />
        </label>
      </div>
      <div className="mv-small-scroll">
        <table className="mv-small" aria-label={t('items.import.columns')}>
          <thead>
            <tr>
              <th scope="col">{t('items.import.column')}</th>
              <th scope="col">{t('items.import.samples')}</th>
              <th scope="col">{t('items.import.holds')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ head, samples }, at) => (
              <tr key={head}>
                <th scope="row">{head}</th>
                <td className="mv-wide mv-muted">{samples.join(' · ')}</td>
                <td>
                  <Select
                    size="xs"
                    w={240}
                    aria-label={t('items.import.holdsOf', { column: head })}
                    placeholder={t('items.import.unused')}
                    data={fields}
                    value={reading.fields[at] ?? null}
                    onChange={(value) => choose(at, value)}
                    searchable
                    clearable
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reading.fields.includes('quantity') && <p className="mv-muted">{t('items.import.openingHint')}</p>}
    </Card>
  );
} // prettier-ignore
