import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useCan } from '../../lib/session.ts';
import { isAt, routes } from '../routes.tsx';

/** The pages of the store, under the head of each of them; a route with `tab` stands here. */
export function StockNav() {
  const { t } = useTranslation();
  const can = useCan();
  const [location] = useLocation();
  const tabs = routes.flatMap(({ tab, labelKey, permission }) =>
    tab?.of === '/stock' && can(permission) ? [{ href: tab.href, labelKey }] : [],
  );
  if (tabs.length < 2) return null;
  return (
    <nav className="mv-tabs mv-tabs-row" aria-label={t('inventory.pages')}>
      {tabs.map(({ href, labelKey }) => (
        <Link key={href} href={href} aria-current={isAt(location, href) ? 'page' : undefined}>
          {t(labelKey)}
        </Link>
      ))}
    </nav>
  );
}
