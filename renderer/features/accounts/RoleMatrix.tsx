import { Check } from 'lucide-react';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleColumn } from '../../../preload/contract/accounts.ts';
import { useRoleWords } from '../session/roleWords.ts';
import { RemoveRole } from './RemoveRole.tsx';
import type { Drafts } from './roleDrafts.ts';
import { usePermissionWords } from './words.ts';

type Place = { row: number; column: number };
const steps: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  PageUp: { row: -10, column: 0 },
  PageDown: { row: 10, column: 0 },
  Home: { row: 0, column: -1000 },
  End: { row: 0, column: 1000 },
};
const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

/** Permissions by roles. One stop for Tab; arrows go from cell to cell, Space or a click changes one of a composed role. */
export function RoleMatrix(props: {
  permissions: readonly string[];
  roles: readonly RoleColumn[];
  drafts: Drafts;
  mayChange: boolean;
  onToggle: (role: RoleColumn, permission: string) => void;
}) {
  const { t } = useTranslation();
  const words = usePermissionWords();
  const roleWords = useRoleWords();
  const grid = useRef<HTMLTableElement>(null);
  const [here, setHere] = useState<Place>({ row: 0, column: 0 });
  const { permissions, roles } = props;

  const toggle = ({ row, column }: Place) => {
    const role = roles[column];
    const permission = permissions[row];
    if (role && permission && props.mayChange && !role.isBuiltIn) props.onToggle(role, permission);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableCellElement)) return;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      return toggle(here);
    }
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = { row: within(here.row + step.row, permissions.length), column: within(here.column + step.column, roles.length) };
    setHere(next);
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  return (
    <div className="mv-matrix-scroll">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA's grid pattern; a table keeps its headers */}
      <table ref={grid} role="grid" className="mv-matrix" aria-label={t('accounts.roles.label')} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{t('accounts.roles.permission')}</th>
            {roles.map((role) => (
              <th
                key={role.code}
                scope="col"
                title={[role.isBuiltIn && t('accounts.roles.builtInHint'), ...role.holders].filter(Boolean).join('\n')}
              >
                {roleWords(role.code)}
                <small>{t(role.isBuiltIn ? 'accounts.roles.builtIn' : 'accounts.roles.own')}</small>
                <small>{t('accounts.roles.holders', { count: role.holders.length })}</small>
                {!role.isBuiltIn && props.mayChange && role.holders.length === 0 && <RemoveRole code={role.code} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission, row) => (
            <Fragment key={permission}>
              {words.resource(permission) !== words.resource(permissions[row - 1] ?? '.') && (
                <tr className="mv-matrix-group">
                  <th scope="rowgroup">{words.resource(permission)}</th>
                  <td colSpan={roles.length} aria-hidden="true" />
                </tr>
              )}
              <tr>
                <th scope="row" title={permission}>
                  {words.verb(permission)}
                </th>
                {roles.map((role, column) => {
                  const given = (props.drafts[role.code]?.wanted ?? role.permissions).includes(permission);
                  return (
                    <td
                      key={role.code}
                      data-cell={`${row}-${column}`}
                      data-own={!role.isBuiltIn}
                      data-changed={given !== role.permissions.includes(permission)}
                      tabIndex={here.row === row && here.column === column ? 0 : -1}
                      aria-disabled={role.isBuiltIn || !props.mayChange}
                      aria-label={t('accounts.roles.cell', {
                        role: roleWords(role.code),
                        permission: words.whole(permission),
                        answer: t(given ? 'accounts.roles.yes' : 'accounts.roles.no'),
                      })}
                      onFocus={() => setHere({ row, column })}
                      onClick={() => toggle({ row, column })}
                    >
                      {given ? (
                        <Check size={16} aria-hidden="true" />
                      ) : (
                        <span className="mv-empty-mark" aria-hidden="true">
                          {'·'}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
