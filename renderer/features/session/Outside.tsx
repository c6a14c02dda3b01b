import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { choosePreference, useView } from '../frame/preferences.ts';
import { Mark } from '../frame/Rail.tsx';

/** The page before anybody is signed in: one column, calm. isWide: for the set-up form. */
export function Outside(props: { title: string; sub?: ReactNode; isWide?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const locale = useView((view) => view.locale);
  useEffect(() => {
    document.title = `${props.title} · ${t('ui.appName')}`;
  }, [props.title, t]);
  return (
    <div className="mv-outside">
      <header>
        <span className="mv-brand">
          <Mark size={26} />
          <span>{t('ui.appName')}</span>
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('frame.language.label')}
          value={locale}
          onChange={(next) => choosePreference({ locale: next === 'fr' ? 'fr' : 'en' })}
          data={[
            { value: 'en', label: t('frame.language.en') },
            { value: 'fr', label: t('frame.language.fr') },
          ]}
        />
      </header>
      <main data-wide={props.isWide}>
        <h1>{props.title}</h1>
        {props.sub && <p className="mv-outside-sub">{props.sub}</p>}
        {props.children}
      </main>
    </div>
  );
}
