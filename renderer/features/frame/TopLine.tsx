import { Menu, UnstyledButton } from '@mantine/core';
import { Check, ChevronDown, Lock, LogOut, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { endSession, lockSession, useSession } from '../../lib/session.ts';
import { Kbd } from '../../ui/signs.tsx';
import { palette } from './Palette.tsx';
import { choosePreference, useView } from './preferences.ts';
import { TruthLine } from './TruthLine.tsx';

/** Search, the line of truth, and who is signed in where. */
export function TopLine() {
  const { t } = useTranslation();
  return (
    <header className="mv-top">
      <UnstyledButton
        className="mv-top-search"
        onClick={() => palette.open()}
        aria-label={t('frame.search')}
        aria-keyshortcuts="/ Control+K"
      >
        <Search size={15} aria-hidden="true" />
        <span>{t('frame.search')}</span>
        <Kbd>/</Kbd>
      </UnstyledButton>
      <TruthLine />
      <UserMenu />
    </header>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const user = useSession((state) => state.signedIn?.user);
  const facility = useQuery('facility.status', {}).data?.facility;
  const { theme, locale } = useView();
  if (!user) return null;
  return (
    <Menu position="bottom-end" width={220} shadow="sm">
      <Menu.Target>
        <UnstyledButton className="mv-who">
          <span className="mv-sr">{t('frame.userMenu')}</span>
          <span className="mv-who-words">
            <strong>{user.displayName}</strong>
            <small>{facility?.name}</small>
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.language.label')}</Menu.Label>
        {(['en', 'fr'] as const).map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            rightSection={locale === one ? <Check size={14} /> : null}
            onClick={() => choosePreference({ locale: one })}
          >
            {t(`frame.language.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('frame.theme.label')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((one) => (
          <Menu.Item key={one} rightSection={theme === one ? <Check size={14} /> : null} onClick={() => choosePreference({ theme: one })}>
            {t(`frame.theme.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Lock size={14} />} onClick={() => lockSession('asked')}>
          {t('frame.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} />} onClick={() => endSession('no')}>
          {t('frame.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
