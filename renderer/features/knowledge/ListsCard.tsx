import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Tag } from '../../ui/index.ts';

/** Every list that a finding or a badge may name, with its edition; then the tables behind them. */
export function ListsCard({ loaded }: { loaded: Output<'knowledge.loaded'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Card title={t('knowledge.lists')}>
        <table className="mv-small">
          <thead>
            <tr>
              <th>{t('knowledge.list')}</th>
              <th>{t('knowledge.edition')}</th>
              <th className="mv-num">{t('knowledge.rows')}</th>
            </tr>
          </thead>
          <tbody>
            {loaded.lists.map((list) => (
              <tr key={list.id}>
                <td className="mv-wide">
                  {list.name} {list.pack !== null && <Tag tone="accent">{t('knowledge.fromPack')}</Tag>}
                  <small className="mv-knowledge-source">
                    {list.source} · {list.licence}
                  </small>
                </td>
                <td className="mv-wide">{list.edition}</td>
                <td className="mv-num">{list.rows > 0 ? format.number(list.rows) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card title={t('knowledge.shipped')}>
        <p className="mv-muted">{t('knowledge.shippedSub')}</p>
        <ul className="mv-knowledge-tables">
          {loaded.tables.map(({ name, rows }) => (
            <li key={name}>
              <span>{t(`knowledge.table.${name}`, { defaultValue: name })}</span>
              <span className="mv-num">{format.number(rows)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
