import { FileInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorLine } from '../../ui/index.ts';
import { uploadBlob } from './upload.ts';

/** A picture or PDF, sent to the facility as soon as it is chosen. `onChange` gets null while there is none, or it is on its way. */
export function PaperField(props: {
  label: string;
  patientId: string;
  onChange: (blobId: string | null) => void;
  onRunning: (isRunning: boolean) => void;
}) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = async (next: File | null) => {
    setFile(next);
    setError(null);
    props.onChange(null);
    if (!next) return;
    props.onRunning(true);
    try {
      const onProgress = (received: number, size: number) => setPercent(Math.round((received / size) * 100));
      props.onChange(await uploadBlob(next, { patientId: props.patientId, onProgress }));
    } catch (problem) {
      setError(problem);
      setFile(null);
    } finally {
      setPercent(null);
      props.onRunning(false);
    }
  };
  return (
    <>
      <FileInput
        label={props.label}
        placeholder={t('documents.paper.choose')}
        description={percent === null ? undefined : t('documents.paper.sending', { percent })}
        accept="image/*,application/pdf"
        clearable
        value={file}
        onChange={(next) => void choose(next)}
      />
      <ErrorLine error={error} />
    </>
  );
}
