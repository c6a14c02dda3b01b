import { Button } from '@mantine/core';
import { Camera } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../preload/contract/inventory.ts';
import { call } from '../../lib/api.ts';
import { Notice, SearchPicker } from '../../ui/index.ts';
import { CameraScanDialog } from '../scanning/CameraScanDialog.tsx';
import { isPackCode, useWedge } from '../scanning/useWedge.ts';
import { signOf } from '../scanning/wedge.ts';
import type { Said } from './useScans.ts';

/** Always ready for the scanner: here it types, and wherever nothing else is typed into it is heard too. */
export function ScanField(props: {
  field: RefObject<HTMLInputElement | null>;
  said: Said | null;
  onScan: (text: string, isSure?: boolean) => void;
  onItem: (item: ItemRow) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isCamera, setCamera] = useState(false);
  useWedge(props.onScan, isPackCode);
  return (
    <div className="mv-scan">
      <div
        className="mv-scan-field"
        onKeyDownCapture={(event) => {
          const sign = signOf(event);
          if (sign === '\u001d') {
            event.preventDefault();
            event.stopPropagation();
            setText((before) => before + sign);
          }
          if (event.key !== 'Enter' || !isPackCode(text)) return;
          event.preventDefault();
          event.stopPropagation();
          props.onScan(text.trim());
          setText('');
        }}
      >
        <SearchPicker<ItemRow>
          label={t('receiving.scan.label')}
          placeholder={t('receiving.scan.hint')}
          search={async (typed) => (isPackCode(typed) ? [] : (await call('inventory.items', { filter: typed, limit: 12 })).items)}
          toOption={(item) => ({ key: item.itemId, label: item.name, detail: item.form })}
          onPick={(item) => {
            setText('');
            props.onItem(item);
          }}
          text={text}
          onText={setText}
          clearOnPick
          autoFocus
          inputRef={props.field}
        />
        <Button variant="default" leftSection={<Camera size={14} aria-hidden="true" />} onClick={() => setCamera(true)}>
          {t('receiving.scan.camera')}
        </Button>
      </div>
      <div role="status">{props.said && <Notice tone={props.said.tone}>{props.said.text}</Notice>}</div>
      {isCamera && (
        <CameraScanDialog
          title={t('receiving.scan.cameraTitle')}
          {...(props.said ? { said: props.said.text } : {})}
          onCode={(code) => props.onScan(code, true)}
          onClose={() => {
            setCamera(false);
            props.field.current?.focus();
          }}
        />
      )}
    </div>
  );
}
