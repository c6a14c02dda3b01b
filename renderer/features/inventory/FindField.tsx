import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFindKey } from './useFindKey.ts';

/** Narrows a list as one types. Esc empties it, arrow down goes into the list. */
export function FindField(props: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  list: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  return (
    <TextInput
      ref={field}
      className="mv-grow"
      aria-label={props.label}
      placeholder={props.placeholder}
      leftSection={<Search size={14} aria-hidden="true" />}
      rightSection={
        props.value !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('inventory.clearFilter')}
            onClick={() => {
              props.onChange('');
              field.current?.focus();
            }}
          />
        )
      }
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.value !== '') {
          event.preventDefault();
          event.stopPropagation();
          props.onChange('');
        }
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          focusGrid(props.list.current);
        }
      }}
    />
  );
}

export function focusGrid(container: HTMLElement | null): void {
  container?.querySelector<HTMLElement>('[role=grid]')?.focus();
}
