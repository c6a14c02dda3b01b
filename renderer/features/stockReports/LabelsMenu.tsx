import { Button, Menu } from '@mantine/core';
import { Tag as TagIcon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from '../documents/bytes.ts';
import { saveBytes } from '../documents/openBlob.ts';

/** Labels of 60 x 40 mm: for the shelf, or for each lot that is here. */
export function LabelsMenu({ itemId }: { itemId: string }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const errorText = useErrorText();
  const make = useCommand('stockReports.labels');
  const problem = make.error ? errorText(make.error) : null;
  useEffect(() => {
    if (problem) notifyProblem(problem);
  }, [problem]);
  const print = async (kind: 'shelf' | 'lots') => {
    const made = await make.run({ itemId, kind, locale });
    if (!made) return;
    try {
      if ((await saveBytes(fromBase64(made.base64), made.mediaType, made.name)) === 'saved') notifyDone(t('stockReports.labels.done', { count: made.rows }));
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<TagIcon size={14} aria-hidden="true" />} loading={make.isRunning}>
          {t('stockReports.labels.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['shelf', 'lots'] as const).map((kind) => (
          <Menu.Item key={kind} onClick={() => void print(kind)}>
            {t(`stockReports.labels.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
} // prettier-ignore
