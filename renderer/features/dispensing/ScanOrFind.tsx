import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { parseNumber } from '../../../preload/contract/readableNumber.ts';
import { FindField } from '../inventory/FindField.tsx';
import { isPackCode } from '../scanning/useWedge.ts';
import { signOf } from '../scanning/wedge.ts';

/** Narrows the list as one types; a whole code and Enter, as a scanner types it, is looked up instead. */
export function ScanOrFind(props: {
  value: string;
  onChange: (text: string) => void;
  onScan: (code: string) => void;
  list: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation();
  const { value } = props;
  return (
    <div
      className="mv-grow"
      onKeyDownCapture={(event) => {
        const sign = signOf(event);
        if (sign === '\u001d') {
          event.preventDefault();
          event.stopPropagation();
          return props.onChange(value + sign);
        }
        const isCode = isPackCode(value) || parseNumber(value) !== null || value.length > 40;
        if (event.key !== 'Enter' || !isCode) return;
        event.preventDefault();
        event.stopPropagation();
        props.onScan(value);
        props.onChange('');
      }}
    >
      <FindField
        label={t('dispensing.find')}
        placeholder={t('dispensing.findHint')}
        value={value}
        onChange={props.onChange}
        list={props.list}
      />
    </div>
  );
}
