import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlobRef } from '../../../preload/contract/common.ts';
import { notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { saveBlob } from './openBlob.ts';

/** Saves a PDF and says so. */
export function useSaveBlob(): { save: (ref: BlobRef) => Promise<void>; isSaving: boolean } {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [isSaving, setSaving] = useState(false);
  const save = async (ref: BlobRef) => {
    setSaving(true);
    try {
      const outcome = await saveBlob(ref);
      if (outcome === 'saved') notifyDone(t('documents.pdf.saved', { name: ref.name }));
    } catch (error) {
      notifyProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  return { save, isSaving };
}
