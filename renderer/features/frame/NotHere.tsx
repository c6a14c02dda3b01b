import { Compass, ShieldX } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function NotHere({ isForbidden }: { isForbidden?: boolean }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon={isForbidden ? ShieldX : Compass}
      title={isForbidden ? t('frame.notHere.forbidden') : t('frame.notHere.title')}
      text={isForbidden ? t('frame.notHere.forbiddenText') : t('frame.notHere.text')}
      action={{ label: t('frame.notHere.home'), onClick: () => navigate('/') }}
    />
  );
}

/** A mistake in one screen leaves the frame standing. */
export class CrashFence extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Crashed onAgain={() => this.setState({ hasFailed: false })} /> : this.props.children;
  }
}

function Crashed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('frame.crash.title')} text={t('frame.crash.text')} action={{ label: t('frame.crash.again'), onClick: onAgain }} />
  );
}
