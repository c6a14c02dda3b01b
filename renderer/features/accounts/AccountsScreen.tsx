import { Button } from '@mantine/core';
import { Plus, Users } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import type { AccountCard } from '../../../preload/contract/accounts.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { type Column, DataTable, EmptyState, ErrorLine, Page, StatusDot, TwoPane } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';
import { AccountPane } from './AccountPane.tsx';
import { AddPane } from './AddPane.tsx';
import { DeskTabs } from './DeskTabs.tsx';

/** Everybody with an account; the one that is open stands beside the list. */
export default function AccountsScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const [, navigate] = useLocation();
  const [, params] = useRoute('/accounts/:userId');
  const chosen = params?.userId ?? null;
  const answer = useQuery('accounts.list', {});
  const columns = useColumns(chosen !== null);
  const account = answer.data?.accounts.find((one) => one.userId === chosen);
  const close = () => navigate('/accounts');
  return (
    <Page
      title={t('accounts.title')}
      sub={<DeskTabs here="people" />}
      actions={
        can('UserAccount.create') && (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} variant="default" onClick={() => navigate('/accounts/new')}>
            {t('accounts.add')}
          </Button>
        )
      }
    >
      <TwoPane
        listWidth={chosen ? '56%' : '100%'}
        list={
          <>
            {answer.error && <ErrorLine error={answer.error} onRetry={() => void answer.refetch()} />}
            <DataTable
              label={t('accounts.list')}
              rows={answer.data?.accounts}
              rowId={(row) => row.userId}
              columns={columns}
              onOpen={(row) => navigate(`/accounts/${row.userId}`)}
              selectedId={chosen}
              tone={(row) => (row.isActive ? undefined : 'muted')}
              empty={<EmptyState icon={Users} title={t('accounts.empty')} />}
              autoFocus={chosen === null}
            />
          </>
        }
      >
        {chosen === 'new' ? (
          <AddPane onDone={(userId) => navigate(`/accounts/${userId}`)} onCancel={close} />
        ) : (
          account && <AccountPane key={account.userId} account={account} onClose={close} />
        )}
      </TwoPane>
    </Page>
  );
}

function useColumns(isNarrow: boolean): readonly Column<AccountCard>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const roleWords = useRoleWords();
  return useMemo(() => {
    const roles = (row: AccountCard) => row.roles.map(roleWords).join(', ');
    const state = (row: AccountCard) => (row.isActive ? (row.isLockedOut ? 'locked' : 'active') : 'inactive');
    const all: Column<AccountCard>[] = [
      {
        key: 'name',
        head: t('accounts.column.name'),
        width: 'minmax(150px, 1.2fr)',
        text: (row) => row.displayName,
        cell: (row) => <span className="mv-strong">{row.displayName}</span>,
      },
      {
        key: 'user',
        head: t('accounts.column.userName'),
        width: 'minmax(96px, 0.8fr)',
        text: (row) => row.username,
        cell: (row) => row.username,
      },
      {
        key: 'roles',
        head: t('accounts.column.roles'),
        width: 'minmax(150px, 2fr)',
        text: roles,
        cell: (row) => <span title={roles(row)}>{roles(row)}</span>,
      },
      {
        key: 'last',
        head: t('accounts.column.lastSignIn'),
        width: '164px',
        text: (row) => row.lastSignInAt ?? '',
        cell: (row) => (row.lastSignInAt ? format.instant(row.lastSignInAt) : <span className="mv-muted">{t('accounts.never')}</span>),
      },
      {
        key: 'state',
        head: t('accounts.column.state'),
        width: 'minmax(110px, 0.8fr)',
        text: (row) => t(`accounts.state.${state(row)}`),
        cell: (row) => (
          <StatusDot tone={state(row) === 'active' ? 'green' : state(row) === 'locked' ? 'amber' : 'grey'}>
            {t(`accounts.state.${state(row)}`)}
          </StatusDot>
        ),
      },
    ];
    return isNarrow ? all.filter((column) => column.key !== 'last') : all;
  }, [t, format, roleWords, isNarrow]);
}
