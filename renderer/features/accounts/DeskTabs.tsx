import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import './accounts.css';

/** The pages of the administrators' desk. */
export function DeskTabs({ here }: { here: 'people' | 'matrix' | 'departments' }) {
  const { t } = useTranslation();
  const tabs = [
    ['people', '/accounts', t('accounts.people')],
    ['matrix', '/roles', t('accounts.matrix')],
    ['departments', '/departments', t('visibility.departments.title')],
  ] as const;
  return (
    <nav className="mv-tabs" aria-label={t('accounts.title')}>
      {tabs.map(([key, href, label]) => (
        <Link key={key} href={href} aria-current={key === here ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
