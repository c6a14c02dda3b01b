import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Page, SkeletonRows } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';
import { ComposeForm } from './ComposeForm.tsx';
import { DeskTabs } from './DeskTabs.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';
import { SaveRole } from './SaveRole.tsx';
import { changesOf, toggled, type Drafts } from './roleDrafts.ts';

/** Who may do what. Cells of composed roles are changed here and saved role by role. */
export default function RolesScreen() {
  const { t } = useTranslation();
  const can = useCan();
  const roleWords = useRoleWords();
  const { data, error, refetch } = useQuery('accounts.matrix', {});
  const [drafts, setDrafts] = useState<Drafts>({});
  const [isComposing, setComposing] = useState(false);
  const mayChange = can('UserAccount.update');
  const drop = (code: string) => setDrafts(({ [code]: _, ...others }) => others);
  return (
    <Page
      title={t('accounts.title')}
      sub={<DeskTabs here="matrix" />}
      actions={
        mayChange && (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} variant="default" onClick={() => setComposing(true)}>
            {t('accounts.roles.compose')}
          </Button>
        )
      }
    >
      <ErrorLine error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={10} />}
      {data && isComposing && <ComposeForm roles={data.roles} onClose={() => setComposing(false)} />}
      {data && (
        <>
          <RoleMatrix
            permissions={data.permissions.map(({ permission }) => permission)}
            roles={data.roles}
            drafts={drafts}
            mayChange={mayChange}
            onToggle={(role, permission) => setDrafts((before) => toggled(before, role, permission))}
          />
          <div className="mv-matrix-foot" aria-live="polite">
            {data.roles.map((role) => {
              const draft = drafts[role.code];
              const count = draft ? changesOf(draft).length : 0;
              return draft && count > 0 ? (
                <SaveRole
                  key={role.code}
                  code={role.code}
                  name={roleWords(role.code)}
                  draft={draft}
                  count={count}
                  onDone={() => drop(role.code)}
                />
              ) : null;
            })}
            <span>{t('accounts.roles.hint')}</span>
          </div>
        </>
      )}
    </Page>
  );
}
