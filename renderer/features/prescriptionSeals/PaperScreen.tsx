import { Button, TextInput } from '@mantine/core';
import { Camera, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { EmptyState, ErrorLine, Form, Page, SkeletonRows } from '../../ui/index.ts';
import { CameraScanDialog } from '../scanning/CameraScanDialog.tsx';
import { useWedge } from '../scanning/useWedge.ts';
import { Doubles } from './Doubles.tsx';
import { PaperLine } from './PaperLine.tsx';
import { isPaperCode, setPaper, useScannedPaper } from './scannedPaper.ts';
import './prescriptionSeals.css';
import { Verdict } from './Verdict.tsx';
import { judgementOf } from './verdicts.ts';

/** Is this paper genuine, in date, unused? Offline at once; use elsewhere when the hub answers. */
export default function PaperScreen() {
  const { t } = useTranslation();
  const { code } = useScannedPaper();
  const [typed, setTyped] = useState('');
  const [isCamera, setCamera] = useState(false);
  const verified = useQuery('prescriptionSeals.verify', { code: code === '' ? '-' : code }, { enabled: code !== '' });
  const canAsk = verified.data !== undefined && verified.data.lines.length > 0;
  const elsewhere = useQuery('prescriptionSeals.ask', { code: code === '' ? '-' : code }, { enabled: code !== '' && canAsk });
  const look = (text: string) => {
    setPaper(text);
    setTyped('');
    setCamera(false);
  };
  useWedge(look, (text) => isPaperCode(text) || text.length > 8);
  const data = verified.data;
  return (
    <Page
      title={t('prescriptionSeals.title')}
      isScrolling
      actions={
        <Button variant="default" leftSection={<Camera size={16} aria-hidden="true" />} onClick={() => setCamera(true)}>
          {t('prescriptionSeals.camera')}
        </Button>
      }
    >
      <div className="mv-paper">
        <Doubles />
        <Form isShort onSubmit={() => typed.trim() !== '' && look(typed)}>
          <div className="mv-paper-find">
            <TextInput
              label={t('prescriptionSeals.scan')}
              description={t('prescriptionSeals.scanHint')}
              leftSection={<ScanLine size={16} aria-hidden="true" />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoFocus
            />
            <Button type="submit">{t('prescriptionSeals.check')}</Button>
          </div>
        </Form>
        {code === '' && <EmptyState icon={ScanLine} title={t('prescriptionSeals.empty')} text={t('prescriptionSeals.emptyText')} />}
        {code !== '' && verified.error && <ErrorLine error={verified.error} onRetry={() => void verified.refetch()} />}
        {code !== '' && !verified.error && !data && <SkeletonRows rows={4} />}
        {code !== '' && data && (
          <>
            <Verdict verified={data} elsewhere={elsewhere.data} isAsking={canAsk && elsewhere.isLoading} />
            {data.lines.length > 0 && (
              <ul className="mv-paper-lines" aria-label={t('prescriptionSeals.lines')}>
                {data.lines.map((line) => (
                  <PaperLine
                    key={`${code} ${line.line}`}
                    code={code}
                    line={line}
                    verified={data}
                    elsewhere={elsewhere.data}
                    judgement={judgementOf(data, elsewhere.data)}
                  />
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      {isCamera && <CameraScanDialog title={t('prescriptionSeals.camera')} onCode={look} onClose={() => setCamera(false)} />}
    </Page>
  );
}
