import { Button } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presenceUnit } from '../../../preload/contract/laboratory.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { cumulate } from './cumulate.ts';
import { InterpretationTag, shortTest, useRangeWords, useResultWords } from './labWords.tsx';
import { OutsideForm } from './OutsideForm.tsx';

const TrendPlot = lazy(() => import('../patients/TrendPlot.tsx'));
const columnsShown = 4;

/** Every result of a person: a row a test, a column a specimen, the newest first; a row opens as a plot. */
export function ResultsCard({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const words = useResultWords();
  const ranges = useRangeWords();
  const { data, error } = useQuery('laboratory.results', { patientId });
  const [plotted, setPlotted] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const table = useMemo(() => cumulate(data?.results ?? [], columnsShown), [data]);
  const trend = table.rows.find(({ loinc }) => loinc === plotted);
  return (
    <Card
      title={t('laboratory.results.title')}
      actions={
        can('DiagnosticReport.create') && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            {t('laboratory.outside.open')}
          </Button>
        )
      }
    >
      <div className="mv-stack">
        <ErrorLine error={error} />
        {!data && !error && <SkeletonRows rows={3} />}
        {data && table.rows.length === 0 && <p className="mv-none">{t('laboratory.results.none')}</p>}
        {table.rows.length > 0 && (
          <div className="mv-wide">
            <table className="mv-small-table">
              <thead>
                <tr>
                  <th scope="col">{t('laboratory.results.test')}</th>
                  {table.columns.map((at) => (
                    <th key={at} scope="col" className="mv-num">
                      {format.dayOf(at)}
                    </th>
                  ))}
                  <th scope="col">{t('laboratory.results.range')}</th>
                  <th aria-label={t('laboratory.results.plot')} />
                </tr>
              </thead>
              <tbody>
                {table.rows.map((row) => (
                  <tr key={row.loinc}>
                    <th scope="row">{shortTest(row.name)}</th>
                    {row.cells.map((cell, index) => (
                      <td key={table.columns[index]} className="mv-num">
                        {cell && (
                          <>
                            <InterpretationTag interpretation={cell.interpretation} /> {words(cell)}
                          </>
                        )}
                      </td>
                    ))}
                    <td className="mv-muted">{ranges(row.newest)}</td>
                    <td>
                      {row.unit !== presenceUnit && row.all.length > 1 && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-expanded={plotted === row.loinc}
                          aria-label={t('laboratory.results.plotOf', { name: shortTest(row.name) })}
                          onClick={() => setPlotted(plotted === row.loinc ? null : row.loinc)}
                        >
                          {t('laboratory.results.plot')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {trend && (
          <Suspense fallback={<SkeletonRows rows={4} />}>
            <TrendPlot
              name={shortTest(trend.name)}
              unit={trend.unit}
              values={trend.all.filter(({ unit }) => unit === trend.unit).map(({ effectiveAt, value }) => ({ at: effectiveAt, value }))}
              low={trend.newest.referenceLow}
              high={trend.newest.referenceHigh}
            />
          </Suspense>
        )}
      </div>
      {isWriting && <OutsideForm patientId={patientId} onClose={() => setWriting(false)} />}
    </Card>
  );
}
