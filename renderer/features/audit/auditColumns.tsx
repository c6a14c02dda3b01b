import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../preload/contract/audit.ts';
import { useFormat } from '../../lib/format.ts';
import type { Column } from '../../ui/index.ts';
import { useActionWords, useChangeWords } from './words.ts';

/** Beside an open entry there is room for fewer. */
export function useAuditColumns(isNarrow: boolean): readonly Column<AuditRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const actionWords = useActionWords();
  const words = useChangeWords();
  return useMemo(() => {
    const actionOf = (row: AuditRow) => actionWords(row.action);
    const resourceOf = (row: AuditRow) => words.resource(row.resource);
    const all: Column<AuditRow>[] = [
      {
        key: 'seq',
        head: t('audit.column.seq'),
        width: '84px',
        isNumeric: true,
        text: (row) => String(row.seq),
        cell: (row) => format.number(row.seq),
      },
      {
        key: 'at',
        head: t('audit.column.at'),
        width: '164px',
        text: (row) => row.at,
        cell: (row) => <time dateTime={row.at}>{format.instant(row.at)}</time>,
      },
      {
        key: 'who',
        head: t('audit.column.who'),
        width: 'minmax(150px, 1fr)',
        text: (row) => row.actorName,
        cell: (row) => <span title={row.actorName}>{row.actorName}</span>,
      },
      {
        key: 'kind',
        head: t('audit.column.kind'),
        width: '116px',
        text: (row) => t(`audit.kind.${row.actorKind}`),
        cell: (row) => t(`audit.kind.${row.actorKind}`),
      },
      { key: 'action', head: t('audit.column.action'), width: '140px', text: actionOf, cell: actionOf },
      { key: 'resource', head: t('audit.column.resource'), width: '180px', text: resourceOf, cell: resourceOf },
      {
        key: 'id',
        head: t('audit.column.id'),
        width: 'minmax(130px, 1fr)',
        text: (row) => row.resourceId,
        cell: (row) => (
          <span title={row.resourceId} className="mv-muted">
            {row.resourceId}
          </span>
        ),
      },
      {
        key: 'reason',
        head: t('audit.column.reason'),
        width: 'minmax(160px, 1.4fr)',
        text: (row) => row.reason,
        cell: (row) => <span title={row.reason}>{row.reason}</span>,
      },
    ];
    return isNarrow ? all.filter((column) => column.key !== 'kind' && column.key !== 'id') : all;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words follow format
  }, [t, format, isNarrow]);
}
