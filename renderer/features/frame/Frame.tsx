import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch, useLocation } from 'wouter';
import { useFreshRights } from '../../lib/freshRights.ts';
import { useCan } from '../../lib/session.ts';
import { SkeletonRows } from '../../ui/signs.tsx';
import { routes } from '../routes.tsx';
import { CriticalBanner } from '../laboratory/CriticalBanner.tsx';
import { useCardScanner } from '../registration/useCardScanner.ts';
import { FacilityBanner } from './FacilityBanner.tsx';
import { useFrameKeys } from './keys.ts';
import { CrashFence, NotHere } from './NotHere.tsx';
import { SecondPersonDialog } from '../prescriptions/SecondPersonDialog.tsx';
import { WitnessDialog } from '../controlled/WitnessDialog.tsx';
import { Palette } from './Palette.tsx';
import { useView } from './preferences.ts';
import { Rail } from './Rail.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TopLine } from './TopLine.tsx';

export function Frame() {
  const { t } = useTranslation();
  const can = useCan();
  const [location] = useLocation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isNarrow = useView((view) => view.isRailNarrow);
  useFreshRights();
  useCardScanner();
  useFrameKeys(() => setHelpOpen(true));
  return (
    <div className="mv-frame" data-narrow={isNarrow}>
      <a className="mv-skip" href="#main" onClick={(event) => skipToContent(event)}>
        {t('frame.skip')}
      </a>
      <Rail onHelp={() => setHelpOpen(true)} />
      <div className="mv-work">
        <TopLine />
        <FacilityBanner />
        <CriticalBanner />
        <main id="main" tabIndex={-1} className="mv-main">
          <CrashFence key={location.split('/')[1] ?? ''}>
            <Suspense
              fallback={
                <div className="mv-page-scroll">
                  <SkeletonRows rows={8} />
                </div>
              }
            >
              <Switch>
                {routes.map((route) => (
                  <Route key={route.path} path={route.path}>
                    {can(route.permission) ? <route.Screen /> : <NotHere isForbidden />}
                  </Route>
                ))}
                <Route>
                  <NotHere />
                </Route>
              </Switch>
            </Suspense>
          </CrashFence>
        </main>
      </div>
      <Palette />
      <WitnessDialog />
      <SecondPersonDialog />
      <Shortcuts isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function skipToContent(event: { preventDefault: () => void }) {
  event.preventDefault(); // the hash is the route
  document.querySelector<HTMLElement>('#main')?.focus();
}
