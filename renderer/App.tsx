import { useEffect } from 'react';
import { useConnection, useQuery } from './lib/api.ts';
import { useFacilityClock } from './lib/format.ts';
import { useIdleLock } from './features/session/idleLock.ts';
import { useSession } from './lib/session.ts';
import { useBridgeState } from './features/frame/bridge.ts';
import { Frame } from './features/frame/Frame.tsx';
import { NoSeatScreen } from './features/session/NoSeatScreen.tsx';
import { EnrolScreen } from './features/session/EnrolScreen.tsx';
import { LockScreen } from './features/session/LockScreen.tsx';
import { SignInScreen } from './features/session/SignInScreen.tsx';
import { FailedScreen } from './features/setup/FailedScreen.tsx';
import { FirstRunScreen } from './features/setup/FirstRunScreen.tsx';
import { useSetUp } from './features/setup/store.ts';
import { OpeningScreen, PreparingScreen } from './features/setup/PreparingScreen.tsx';

/** Which of the few whole-window states this is: opening, new, preparing, failed, nobody signed in, or at work. */
export function App({ link }: { link: 'none' | 'redeemed' | 'refused' }) {
  const connection = useConnection();
  const bridge = useBridgeState();
  const session = useSession((state) => state.signedIn);
  const isLocked = useSession((state) => state.isLocked);
  useIdleLock(session && !isLocked ? session.idleLockMinutes : null);
  const isSettingUp = useSetUp((state) => state.isRunning);
  const status = useQuery('facility.status', {}).data;
  useQuery('facility.status', {}, { everyMs: status?.state === 'open' ? 15_000 : 500 });
  const timeZone = status?.facility?.timeZone;
  useEffect(() => {
    if (timeZone) useFacilityClock.setState({ timeZone });
  }, [timeZone]);

  if (bridge?.state === 'failed') return <FailedScreen problem={bridge.error} />;
  if (!status)
    return connection.state === 'lost' && !window.medvault ? <NoSeatScreen isLinkUsed={link === 'refused'} /> : <OpeningScreen />;
  if (status.state === 'new' || isSettingUp) return <FirstRunScreen />;
  if (status.state === 'preparing') return <PreparingScreen progress={status.progress} />;
  if (status.state === 'failed') return <FailedScreen problem={status.problem ?? { code: 'internal', data: {} }} />;
  if (!session) return <SignInScreen facility={status.facility} />;
  if (isLocked) return <LockScreen facility={status.facility} user={session.user} />;
  return session.mustEnrolTotp ? <EnrolScreen /> : <Frame />;
}
