import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ErrorLine, notifyDone, notifyProblem, Page, useErrorText } from '../../ui/index.ts';
import { DeskTabs } from '../accounts/DeskTabs.tsx';
import { saveBytes } from '../documents/openBlob.ts';
import './configuration.css';
import { ImportCard } from './ImportCard.tsx';

/** The facility's configuration as one file: to keep, or to set up a second clinic the same way. */
export default function ConfigurationScreen() {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <Page title={t('accounts.title')} sub={<DeskTabs here="configuration" />} isScrolling>
      <div className="mv-columns">
        <div>
          <ExportCard />
        </div>
        <div>{can('Configuration.update') && <ImportCard />}</div>
      </div>
    </Page>
  );
}

function ExportCard() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { run, error, isRunning } = useCommand('configuration.export');
  const save = async () => {
    const made = await run({});
    if (!made) return;
    try {
      const outcome = await saveBytes(new TextEncoder().encode(made.text), 'application/json', made.name);
      if (outcome === 'saved') notifyDone(t('configuration.export.done', { name: made.name }));
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <Card title={t('configuration.export.title')}>
      <div className="mv-stack mv-config">
        <p>{t('configuration.export.holds')}</p>
        <p className="mv-muted">{t('configuration.export.leavesOut')}</p>
        <ErrorLine error={error} />
        <div className="mv-actions">
          <Button leftSection={<Download size={14} aria-hidden="true" />} loading={isRunning} onClick={() => void save()}>
            {t('configuration.export.save')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
