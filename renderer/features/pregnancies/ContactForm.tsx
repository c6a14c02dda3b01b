import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presentation as presentations, urineProtein as proteins } from '../../../preload/contract/pregnancies.ts';
import { useCommand } from '../../lib/api.ts';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

type Presentation = 'cephalic' | 'breech' | 'transverse';
type Protein = 'negative' | 'trace' | '1+' | '2+' | '3+';
const chosenPresentations = presentations.options.filter((one): one is Presentation => one !== '');
const chosenProteins = proteins.options.filter((one): one is Protein => one !== '');

/** The template of an antenatal contact; blood pressure and weight are vital signs of the visit. */
export function ContactForm({ pregnancyId, encounterId, onDone }: { pregnancyId: string; encounterId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const record = useCommand('pregnancies.recordContact');
  const [fundal, setFundal] = useState('');
  const [rate, setRate] = useState('');
  const [presentation, setPresentation] = useState<Presentation | null>(null);
  const [protein, setProtein] = useState<Protein | null>(null);
  const [dangerSigns, setDangerSigns] = useState('');
  const [isTried, setTried] = useState(false);
  const fundalHeightCm = readNumber(fundal, 5, 60);
  const fetalHeartRate = readNumber(rate, 0, 260);
  const save = async () => {
    setTried(true);
    if (fundalHeightCm === undefined || fetalHeartRate === undefined) return;
    const answer = await record.run({
      pregnancyId,
      encounterId,
      fundalHeightCm,
      fetalHeartRate: fetalHeartRate === null ? null : Math.round(fetalHeartRate),
      presentation: presentation ?? '',
      urineProtein: protein ?? '',
      dangerSigns: dangerSigns.trim(),
    });
    if (!answer) return;
    notifyDone(t('pregnancies.visit.saved'));
    onDone();
  };
  return (
    <Form label={t('pregnancies.visit.title')} onSubmit={() => void save()} onCancel={onDone}>
      <FormRow>
        <TextInput
          label={t('pregnancies.visit.fundalHeight')}
          inputMode="decimal"
          value={fundal}
          onChange={(event) => setFundal(event.currentTarget.value)}
          error={isTried && fundalHeightCm === undefined && t('pregnancies.visit.wrong')}
          autoComplete="off"
          autoFocus
        />
        <TextInput
          label={t('pregnancies.visit.fetalHeartRate')}
          description={t('pregnancies.visit.fetalHint')}
          inputMode="numeric"
          value={rate}
          onChange={(event) => setRate(event.currentTarget.value)}
          error={isTried && fetalHeartRate === undefined && t('pregnancies.visit.wrong')}
          autoComplete="off"
        />
      </FormRow>
      <FormRow>
        <Select
          label={t('pregnancies.visit.presentation')}
          clearable
          value={presentation}
          onChange={setPresentation}
          data={chosenPresentations.map((value) => ({ value, label: t(`pregnancies.visit.presentations.${value}`) }))}
        />
        <Select
          label={t('pregnancies.visit.urineProtein')}
          clearable
          value={protein}
          onChange={setProtein}
          data={chosenProteins.map((value) => ({ value, label: t(`pregnancies.visit.proteins.${value}`) }))}
        />
      </FormRow>
      <Textarea
        label={t('pregnancies.visit.dangerSigns')}
        value={dangerSigns}
        onChange={(event) => setDangerSigns(event.currentTarget.value)}
        autosize
        minRows={1}
      />
      <FormActions save={t('pregnancies.visit.save')} isRunning={record.isRunning} error={record.error} onCancel={onDone} />
    </Form>
  );
}

/** null = left empty, undefined = not a number in the range. */
function readNumber(text: string, low: number, high: number): number | null | undefined {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return null;
  const value = Number(typed);
  return Number.isFinite(value) && value >= low && value <= high ? value : undefined;
}
