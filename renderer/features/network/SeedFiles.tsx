import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../../preload/contract/errors.ts';
import type { SeedFileRow } from '../../../preload/contract/seeds.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Tag, useErrorText } from '../../ui/index.ts';
import { SmallTable } from '../inventory/SmallTable.tsx';

/** What went out and came back by stick, and what became of it. */
export function SeedFiles() {
  const { t } = useTranslation();
  const format = useFormat();
  const files = useQuery('seeds.status', {}).data?.files ?? [];
  if (files.length === 0) return null;
  return (
    <Card title={t('network.seed.files')}>
      <SmallTable
        label={t('network.seed.files')}
        rows={files}
        rowId={(file) => file.id}
        columns={[
          { key: 'when', head: t('network.seed.column.when'), cell: (file) => format.instant(file.begunAt) },
          { key: 'act', head: t('network.seed.column.act'), cell: (file) => t(`network.seed.act.${file.act}`) },
          { key: 'what', head: t('network.seed.column.what'), isWide: true, cell: (file) => whatOf(file, t) },
          { key: 'state', head: t('network.seed.column.state'), cell: (file) => <State file={file} /> },
        ]}
      />
    </Card>
  );
}

function whatOf({ act, changes, rows, fileName }: SeedFileRow, t: TFunction): string {
  if (act === 'load')
    return changes + rows === 0 ? t('network.seed.loadedNothing') : t('network.seed.loaded', { sent: changes, came: rows });
  return act === 'write' ? t('network.seed.written', { count: changes, name: fileName }) : fileName;
}

function State({ file }: { file: SeedFileRow }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  if (file.failure !== null) {
    const code = errorCodes.find((known) => known === file.failure) ?? 'internal';
    return (
      <Tag tone="red" title={textOf(new AppError(code))}>
        {t('network.seed.state.failed')}
      </Tag>
    );
  }
  if (file.endedAt === null) return <Tag tone="amber">{t('network.seed.state.interrupted')}</Tag>;
  if (file.act === 'load')
    return file.isOlder ? <Tag>{t('network.seed.state.older')}</Tag> : <Tag tone="green">{t('network.seed.state.loaded')}</Tag>;
  return file.isAnswered ? (
    <Tag tone="green">{t('network.seed.state.answered')}</Tag>
  ) : (
    <Tag tone="blue">{t('network.seed.state.onTheWay')}</Tag>
  );
}
