import type { ReactNode } from 'react';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import './tables.css';

export type SmallColumn<T> = { key: string; head: string; cell: (row: T) => ReactNode; isNumeric?: boolean; isWide?: boolean };

/** A few rows that are read, not walked through: lots, picks, neighbours. `label` is its accessible name. */
export function SmallTable<T>(props: {
  label: string;
  columns: readonly SmallColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  isMuted?: (row: T) => boolean;
}) {
  return (
    <ScrollBox label={props.label}>
      <table className="mv-small" aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" className={column.isNumeric ? 'mv-num' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowId(row)} className={props.isMuted?.(row) ? 'mv-muted' : undefined}>
              {props.columns.map((column) => (
                <td
                  key={column.key}
                  className={[column.isNumeric ? 'mv-num' : '', column.isWide ? 'mv-wide' : ''].filter(Boolean).join(' ') || undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
