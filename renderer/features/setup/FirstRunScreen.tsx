import { Button } from '@mantine/core';
import { Building2, FlaskConical, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, useCommand } from '../../lib/api.ts';
import { useLocale } from '../../lib/format.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { JoinScreen } from '../seats/JoinScreen.tsx';
import { Outside } from '../session/Outside.tsx';
import { RestoreForm } from './RestoreForm.tsx';
import { SetUpForm } from './SetUpForm.tsx';

export function FirstRunScreen() {
  const { t } = useTranslation();
  const locale = useLocale();
  const [way, setWay] = useState<'choose' | 'set-up' | 'join'>('choose');
  const seat = window.medvault?.seat;
  const { run, error, isRunning } = useCommand('facility.exploreDemo');
  if (way === 'set-up') return <SetUpForm onBack={() => setWay('choose')} />;
  if (way === 'join' && seat) return <JoinScreen seat={seat} onBack={() => setWay('choose')} />;
  const explore = async () => {
    await run({ locale });
    await queryClient.invalidateQueries({ queryKey: ['facility.status'] });
  };
  return (
    <Outside title={t('setup.welcome')} sub={t('setup.lead')} isWide>
      <ErrorLine error={error} />
      <div className="mv-choices">
        <section className="mv-choice" aria-labelledby="choice-demo">
          <FlaskConical size={28} strokeWidth={1.5} aria-hidden="true" />
          <h2 id="choice-demo">{t('setup.demo.title')}</h2>
          <p>{t('setup.demo.text')}</p>
          <Button loading={isRunning} onClick={() => void explore()} autoFocus>
            {t('setup.demo.action')}
          </Button>
        </section>
        <section className="mv-choice" aria-labelledby="choice-own">
          <Building2 size={28} strokeWidth={1.5} aria-hidden="true" />
          <h2 id="choice-own">{t('setup.own.title')}</h2>
          <p>{t('setup.own.text')}</p>
          <Button variant="default" onClick={() => setWay('set-up')}>
            {t('setup.own.action')}
          </Button>
        </section>
        {seat && (
          <section className="mv-choice mv-choice-wide" aria-labelledby="choice-join">
            <MonitorSmartphone size={28} strokeWidth={1.5} aria-hidden="true" />
            <div>
              <h2 id="choice-join">{t('seats.join.choice')}</h2>
              <p>{t('seats.join.choiceText')}</p>
            </div>
            <Button variant="default" onClick={() => setWay('join')}>
              {t('seats.join.action')}
            </Button>
          </section>
        )}
      </div>
      <RestoreForm />
    </Outside>
  );
}
