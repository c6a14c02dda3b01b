import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupplierProfile } from '../../../preload/contract/suppliers.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import { EditConflict, focusFirstError, Form, FormActions, FormRow, notifyDone } from '../../ui/index.ts';
import type { SupplierCard } from './SupplierPane.tsx';

const texts = ['name', 'contactName', 'phone', 'email', 'address', 'accountNumber', 'currency', 'paymentTerms', 'note'] as const;
type Field = (typeof texts)[number] | 'isDepot' | 'isActive';
type Values = Readonly<Record<Field, string>>;

const toValues = (profile: SupplierProfile): Values => ({
  ...(Object.fromEntries(texts.map((field) => [field, profile[field]])) as Record<(typeof texts)[number], string>),
  isDepot: profile.isDepot ? 'yes' : 'no',
  isActive: profile.isActive ? 'yes' : 'no',
});
const toProfile = (values: Values): SupplierProfile => ({
  ...values,
  name: values.name.trim(),
  isDepot: values.isDepot === 'yes',
  isActive: values.isActive === 'yes',
});
const anEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A new supplier, or one whose profile another desk may be changing too. */
export function SupplierForm(props: { supplier?: SupplierCard; onCancel: () => void; onDone: (supplierId: string) => void }) {
  const { supplier, onCancel, onDone } = props;
  const { t } = useTranslation();
  const add = useCommand('suppliers.add');
  const amend = useCommand('suppliers.amend');
  const body = useRef<HTMLDivElement>(null);
  const [isChecked, setChecked] = useState(false);
  const empty: SupplierProfile = { name: '', isDepot: false, contactName: '', phone: '', email: '', address: '', accountNumber: '', currency: '', paymentTerms: '', note: '', isActive: true }; // prettier-ignore
  const saved = { version: supplier?.version ?? 1, values: toValues(supplier?.profile ?? empty) };
  const edit = useSharedEdit(saved);
  const { values, behind } = edit;
  const history = useQuery(
    'suppliers.history',
    { supplierId: supplier?.supplierId ?? '' },
    { enabled: supplier !== undefined && behind > 0 },
  );
  const isWrong = {
    name: values.name.trim().length < 2,
    currency: !/^[A-Z]{3}$/.test(values.currency),
    email: values.email !== '' && !anEmail.test(values.email),
  };
  const save = async () => {
    setChecked(true);
    if (isWrong.name || isWrong.currency || isWrong.email) return focusFirstError(body.current);
    const profile = toProfile(values);
    const id = supplier
      ? (await amend.run({ supplierId: supplier.supplierId, version: edit.base.version, profile })) && supplier.supplierId
      : (await add.run(profile))?.supplierId;
    if (id === undefined) return;
    notifyDone(t('suppliers.form.done', { name: profile.name }));
    onDone(id);
  };
  const goOnWith = (next: Values) => {
    edit.goOnWith(next);
    amend.reset();
  };
  const text = (field: (typeof texts)[number], more: object = {}) => (
    <TextInput
      label={t(`suppliers.field.${field}`)}
      value={values[field]}
      onChange={(event) => edit.set({ [field]: event.currentTarget.value })}
      maxLength={200}
      autoComplete="off"
      {...more}
    />
  );
  const tick = (field: 'isDepot' | 'isActive') => (
    <Checkbox
      label={t(`suppliers.field.${field}`)}
      checked={values[field] === 'yes'}
      onChange={(event) => edit.set({ [field]: event.currentTarget.checked ? 'yes' : 'no' })}
    />
  );
  return (
    <Form label={t('suppliers.card')} onSubmit={() => void save()} onCancel={onCancel}>
      <div ref={body} className="mv-form">
        {text('name', { withAsterisk: true, autoFocus: true, error: isChecked && isWrong.name && t('suppliers.form.needName') })}
        <FormRow>
          {text('contactName')}
          {text('phone')}
        </FormRow>
        <FormRow>
          {text('email', { error: isChecked && isWrong.email && t('suppliers.form.wrongEmail') })}
          {text('currency', { withAsterisk: true, maxLength: 3, error: isChecked && isWrong.currency && t('suppliers.form.needCurrency') })}
        </FormRow>
        <FormRow>
          {text('accountNumber')}
          {text('paymentTerms')}
        </FormRow>
        <Textarea
          label={t('suppliers.field.address')}
          value={values.address}
          onChange={(event) => edit.set({ address: event.currentTarget.value })}
          autosize
          minRows={2}
          maxLength={500}
        />
        <Textarea
          label={t('suppliers.field.note')}
          value={values.note}
          onChange={(event) => edit.set({ note: event.currentTarget.value })}
          autosize
          minRows={1}
          maxLength={4000}
        />
        {tick('isDepot')}
        {supplier && tick('isActive')}
        {behind > 0 && !amend.isRunning && (
          <EditConflict
            editors={(history.data?.entries ?? []).slice(0, behind)}
            base={edit.base.values}
            theirs={saved.values}
            mine={values}
            label={(field) => t(`suppliers.field.${field}`)}
            say={(field, value) =>
              field === 'isDepot' || field === 'isActive' ? t(value === 'yes' ? 'suppliers.form.yes' : 'suppliers.form.no') : value
            }
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions
          save={t('suppliers.form.save')}
          isDisabled={behind > 0}
          error={add.error ?? (amend.error?.code === 'version.conflict' && behind > 0 ? null : amend.error)}
          isRunning={add.isRunning || amend.isRunning}
          onCancel={onCancel}
        />
      </div>
    </Form>
  );
}
