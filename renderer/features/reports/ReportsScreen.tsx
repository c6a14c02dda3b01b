import { Button, Progress, Select } from '@mantine/core';
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, EmptyState, ErrorLine, Form, notifyDone, Page, Pane, TwoPane } from '../../ui/index.ts';
import { PdfPreview } from '../documents/PdfPreview.tsx';
import { useSaveBlob } from '../documents/useSaveBlob.ts';
import { lastMonths } from './months.ts';
import './reports.css';
import { useReports } from './store.ts';

/** The month's stock on paper: made on this computer, shown here, saved where the user likes. */
export default function ReportsScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const { made, shown, running } = useReports();
  const { save, isSaving } = useSaveBlob();
  const [error, setError] = useState<unknown>(null);
  const months = lastMonths(format.today, 24);
  const [month, setMonth] = useState(months[1] ?? format.today.slice(0, 7));
  const nameOf = (one: string) =>
    new Intl.DateTimeFormat(format.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${one}-15T00:00:00Z`));
  const current = made.find((report) => report.ref.blobId === shown);

  const make = async () => {
    if (running) return;
    setError(null);
    useReports.setState({ running: { month, since: Date.now() } });
    try {
      const ref = await call('reports.stockMonth', { month, locale: format.locale });
      useReports.setState((before) => ({ made: [{ ref, month, madeAt: new Date().toISOString() }, ...before.made], shown: ref.blobId }));
      notifyDone(t('reports.ready', { month: nameOf(month) }));
    } catch (cause) {
      setError(cause);
    } finally {
      useReports.setState({ running: null });
    }
  };
  const list = (
    <div className="mv-pane-body mv-stack">
      <Card title={t('reports.stockMonth')}>
        <Form label={t('reports.stockMonth')} onSubmit={() => void make()} isShort>
          <p className="mv-muted mv-report-text">{t('reports.stockMonthText')}</p>
          <Select
            label={t('reports.month')}
            data={months.map((one, index) => ({
              value: one,
              label: index === 0 ? t('reports.current', { month: nameOf(one) }) : nameOf(one),
            }))}
            value={month}
            onChange={(next) => setMonth(next ?? month)}
            searchable
          />
          <ErrorLine error={error} />
          {running && <Making month={nameOf(running.month)} since={running.since} />}
          <div className="mv-actions">
            <Button type="submit" loading={running !== null}>
              {t('reports.make')}
            </Button>
          </div>
        </Form>
      </Card>
      {made.length > 0 && (
        <Card title={t('reports.made')}>
          <ul className="mv-list" aria-label={t('reports.made')}>
            {made.map((report) => (
              <li key={report.ref.blobId} className="mv-report-row">
                <Button
                  variant={report.ref.blobId === shown ? 'light' : 'subtle'}
                  size="compact-sm"
                  leftSection={<FileText size={14} aria-hidden="true" />}
                  aria-pressed={report.ref.blobId === shown}
                  onClick={() => useReports.setState({ shown: report.ref.blobId })}
                >
                  {t('reports.madeAt', {
                    month: nameOf(report.month),
                    time: format.time(report.madeAt),
                    size: format.number(Math.ceil(report.ref.size / 1024)),
                  })}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
  return (
    <Page title={t('reports.title')}>
      <TwoPane list={list} listWidth="420px">
        {current ? (
          <Pane
            title={current.ref.name}
            isFlush
            actions={
              <Button size="compact-sm" loading={isSaving} onClick={() => void save(current.ref)}>
                {t('documents.pdf.save')}
              </Button>
            }
          >
            <PdfPreview key={current.ref.blobId} blob={current.ref} />
          </Pane>
        ) : (
          <Pane label={t('reports.stockMonth')}>
            <EmptyState icon={FileText} title={t('reports.none')} text={t('reports.noneText')} />
          </Pane>
        )}
      </TwoPane>
    </Page>
  );
}

function Making({ month, since }: { month: string; since: number }) {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [since]);
  const words = seconds < 2 ? t('reports.making', { month }) : t('reports.makingFor', { month, seconds });
  return (
    <div role="status" className="mv-stack">
      <span>{words}</span>
      <Progress value={100} animated aria-label={t('reports.making', { month })} />
    </div>
  );
}
