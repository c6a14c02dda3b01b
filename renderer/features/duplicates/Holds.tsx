import { useTranslation } from 'react-i18next';
import type { PatientRow } from '../../../preload/contract/patients.ts';
import { useFormat } from '../../lib/format.ts';
import { Facts } from '../../ui/index.ts';

type Counts = readonly { kind: string; count: number }[];
const kinds = [
  'encounter',
  'appointment',
  'observation',
  'condition',
  'allergy_intolerance',
  'medication_request',
  'medication_dispense',
  'document_reference',
] as const;

/** How much stands under each of two numbers. */
export function Holds(props: {
  title: string;
  surviving: PatientRow;
  merged: PatientRow;
  counts: { surviving: Counts; merged: Counts };
  none: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const inWords = (counts: Counts) =>
    kinds
      .flatMap((kind) => {
        const count = counts.find((each) => each.kind === kind)?.count ?? 0;
        return count > 0 ? [`${format.number(count)} ${t(`duplicates.kind.${kind}`)}`] : [];
      })
      .join(', ') || props.none;
  return (
    <section aria-label={props.title}>
      <h3 className="mv-muted mv-holds">{props.title}</h3>
      <Facts
        facts={[
          [props.surviving.number, inWords(props.counts.surviving)],
          [props.merged.number, inWords(props.counts.merged)],
        ]}
      />
    </section>
  );
}
