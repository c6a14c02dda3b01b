import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../../preload/contract/errors.ts';
import { Notice } from '../../ui/signs.tsx';

type Asked = { loinc: string; kind: 'critical' | 'changed' };
export type ResultsToConfirm = ReturnType<typeof useResultsToConfirm>;

/** Results that the laboratory asks about before it issues them; each is confirmed by itself, and a change begins anew. */
export function useResultsToConfirm(error: WireError | null) {
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const { critical, changed } =
    error?.code === 'result.confirm' ? (error.data as { critical: string[]; changed: string[] }) : { critical: [], changed: [] };
  const asked: Asked[] = [...new Set([...critical, ...changed])].map((loinc) => ({
    loinc,
    kind: critical.includes(loinc) ? 'critical' : 'changed',
  }));
  return {
    asked,
    confirmed: [...confirmed],
    isWaiting: asked.some(({ loinc }) => !confirmed.includes(loinc)),
    /** what was refused for another reason */
    error: error?.code === 'result.confirm' ? null : error,
    confirm: (loinc: string, isRight: boolean) =>
      setConfirmed((before) => (isRight ? [...before, loinc] : before.filter((one) => one !== loinc))),
    forget: () => setConfirmed([]),
  };
}

export function ConfirmResults(props: { results: ResultsToConfirm; nameOf: (loinc: string) => string; textOf: (loinc: string) => string }) {
  const { t } = useTranslation();
  const { asked, confirmed, confirm } = props.results;
  return asked.map(({ loinc, kind }, index) => (
    <Notice
      key={loinc}
      tone={kind === 'critical' ? 'red' : 'amber'}
      isLive
      title={t(`laboratory.entry.${kind}`, { name: props.nameOf(loinc) })}
    >
      <Checkbox
        autoFocus={index === 0}
        label={t('laboratory.entry.confirm', { value: props.textOf(loinc) })}
        checked={confirmed.includes(loinc)}
        onChange={(event) => confirm(loinc, event.currentTarget.checked)}
      />
    </Notice>
  ));
}
