import { useEffect, type ReactNode } from 'react';
import { useConnection, useQuery } from './lib/api.ts';
import { useFacilityClock } from './lib/format.ts';
import { useIdleLock } from './features/session/idleLock.ts';
import { endSession, useSession } from './lib/session.ts';
import { isOnLan, useBridgeState } from './features/frame/bridge.ts';
import { FacilityBanner } from './features/frame/FacilityBanner.tsx';
import { Frame } from './features/frame/Frame.tsx';
import { PairPage } from './features/seats/PairPage.tsx';
import { RevokedScreen } from './features/seats/RevokedScreen.tsx';
import { SeatTrouble } from './features/seats/SeatTrouble.tsx';
import { NoSeatScreen } from './features/session/NoSeatScreen.tsx';
import { EnrolScreen } from './features/session/EnrolScreen.tsx';
import { LockScreen } from './features/session/LockScreen.tsx';
import { SignInScreen } from './features/session/SignInScreen.tsx';
import { FailedScreen } from './features/setup/FailedScreen.tsx';
import { FirstRunScreen } from './features/setup/FirstRunScreen.tsx';
import { useSetUp } from './features/setup/store.ts';
import { OpeningScreen, PreparingScreen } from './features/setup/PreparingScreen.tsx';

/** Which of the few whole-window states this is: opening, new, preparing, failed, nobody signed in, or at work. */
export function App({ link, pairingCode }: { link: 'none' | 'redeemed' | 'refused'; pairingCode: string | null }) {
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

  const trouble = bridge?.state === 'unreachable' || bridge?.state === 'refused' ? bridge : null;
  const isShutOut = trouble?.state === 'refused' || connection.state === 'revoked';
  useEffect(() => {
    if (isShutOut && session) endSession('expired');
  }, [isShutOut, session]);

  if (connection.state === 'revoked') return <RevokedScreen />;
  if (bridge?.state === 'failed') return <FailedScreen problem={bridge.error} />;
  if (trouble?.seatOf && window.medvault && (!session || isShutOut))
    return <SeatTrouble trouble={trouble} seatOf={trouble.seatOf} seat={window.medvault.seat} />;
  if (!status) {
    if (connection.state !== 'lost' || window.medvault) return <OpeningScreen />;
    return isOnLan() ? <PairPage code={pairingCode} /> : <NoSeatScreen isLinkUsed={link === 'refused'} />;
  }
  if (status.state === 'new' || isSettingUp) return <FirstRunScreen />;
  if (status.state === 'preparing') return <PreparingScreen progress={status.progress} />;
  if (status.state === 'failed') return <FailedScreen problem={status.problem ?? { code: 'internal', data: {} }} />;
  if (!session)
    return (
      <>
        <FacilityBanner />
        <SignInScreen facility={status.facility} />
      </>
    );
  const isWrong = trouble?.error.code === 'seat.wrong_computer';
  return (
    <>
      {isWrong && trouble.seatOf && window.medvault && (
        <div className="mv-over">
          <SeatTrouble trouble={trouble} seatOf={trouble.seatOf} seat={window.medvault.seat} hasTyping />
        </div>
      )}
      <Behind isHidden={isWrong}>
        {isLocked ? (
          <>
            <FacilityBanner />
            <LockScreen facility={status.facility} user={session.user} />
          </>
        ) : session.mustEnrolTotp ? (
          <EnrolScreen />
        ) : (
          <Frame />
        )}
      </Behind>
    </>
  );
}

/** Out of reach and out of sight, but there: what was typed in it stays. */
function Behind({ isHidden, children }: { isHidden: boolean; children: ReactNode }) {
  return (
    <div inert={isHidden} style={{ display: 'contents' }}>
      {children}
    </div>
  );
}
