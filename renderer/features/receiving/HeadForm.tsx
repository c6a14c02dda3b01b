import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawInput } from '../../../preload/contract/index.ts';
import type { Receipt } from '../../../preload/contract/receiving.ts';
import { call } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorLine, FormRow } from '../../ui/index.ts';
import { useSaver } from './useSaver.ts';

type Changes = Omit<RawInput<'receiving.amend'>, 'receiptId' | 'version'>;

/** Who delivers, with which paper; saved as it is typed. */
export function HeadForm({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { receiptId } = receipt;
  const [supplierName, setSupplierName] = useState(receipt.supplierName);
  const [deliveryNote, setDeliveryNote] = useState(receipt.deliveryNote);
  const [receivedOn, setReceivedOn] = useState(receipt.receivedOn);
  const { save, flush, error } = useSaver<Changes>(receipt.version, (changes, version) =>
    call('receiving.amend', { receiptId, version, ...changes }),
  );
  return (
    <div className="mv-form" onBlur={() => void flush()}>
      <FormRow>
        <TextInput
          label={t('receiving.supplier')}
          value={supplierName}
          maxLength={200}
          onChange={(event) => {
            setSupplierName(event.currentTarget.value);
            save({ supplierName: event.currentTarget.value });
          }}
        />
        <TextInput
          label={t('receiving.deliveryNote')}
          value={deliveryNote}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => {
            setDeliveryNote(event.currentTarget.value);
            save({ deliveryNote: event.currentTarget.value });
          }}
        />
        <TextInput
          type="date"
          label={t('receiving.day')}
          max={format.today}
          value={receivedOn}
          onChange={(event) => {
            setReceivedOn(event.currentTarget.value);
            if (event.currentTarget.value !== '') save({ receivedOn: event.currentTarget.value });
          }}
        />
      </FormRow>
      <ErrorLine error={error} />
    </div>
  );
}
