import { Button, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../preload/contract/audit.ts';
import './audit.css';
import { useActionWords } from './words.ts';

type Choices = { actors: readonly { id: string; name: string }[]; actions?: readonly string[]; resources: readonly string[] };

/** Every field narrows the list further. What there is no choice of has no field. */
export function AuditFilters(props: {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
  choices: Choices | undefined;
  resourceWords?: (resource: string) => string;
  hasPatient?: boolean;
}) {
  const { filter, onFilter, choices } = props;
  const { t } = useTranslation();
  const actionWords = useActionWords();
  const set = (name: keyof AuditFilter, value: string | null) => {
    const { [name]: _, ...others } = filter;
    onFilter(value ? { ...others, [name]: value } : others);
  };
  const text = (name: 'patient' | 'text', width: number) => (
    <TextInput
      label={t(`audit.filter.${name}`)}
      size="xs"
      w={width}
      value={filter[name] ?? ''}
      onChange={(event) => set(name, event.currentTarget.value)}
      maxLength={100}
      autoComplete="off"
    />
  );
  const day = (name: 'from' | 'to') => (
    <DateInput
      label={t(`audit.filter.${name}`)}
      size="xs"
      w={124}
      valueFormat="D MMM YYYY"
      value={filter[name] ?? null}
      onChange={(value) => set(name, value)}
      clearable
    />
  );
  return (
    <div className="mv-audit-filters" role="search" aria-label={t('audit.filter.label')}>
      <Select
        label={t('audit.filter.actor')}
        size="xs"
        w={170}
        placeholder={t('audit.filter.any')}
        data={(choices?.actors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.actorId ?? null}
        onChange={(value) => set('actorId', value)}
        searchable
        clearable
      />
      {choices?.actions && (
        <Select
          label={t('audit.filter.action')}
          size="xs"
          w={140}
          placeholder={t('audit.filter.any')}
          data={choices.actions.map((value) => ({ value, label: actionWords(value) }))}
          value={filter.action ?? null}
          onChange={(value) => set('action', value)}
          searchable
          clearable
        />
      )}
      <Select
        label={t('audit.filter.resource')}
        size="xs"
        w={160}
        placeholder={t('audit.filter.any')}
        data={(choices?.resources ?? []).map((value) => ({ value, label: props.resourceWords?.(value) ?? value }))}
        value={filter.resource ?? null}
        onChange={(value) => set('resource', value)}
        searchable
        clearable
      />
      {props.hasPatient && text('patient', 130)}
      {day('from')}
      {day('to')}
      {text('text', 150)}
      {Object.keys(filter).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onFilter({})}>
          {t('audit.filter.clear')}
        </Button>
      )}
    </div>
  );
}
