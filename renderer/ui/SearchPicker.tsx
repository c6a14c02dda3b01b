import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { Search } from 'lucide-react';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type SearchPickerProps<T> = {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  /** asked 120 ms after the last letter; a later answer replaces an earlier one */
  search: (text: string) => Promise<readonly T[]>;
  /** key: unique in the list; label: put into the field when picked; shown: in its place in the list */
  toOption: (found: T) => { key: string; label: string; shown?: string; detail?: ReactNode };
  onPick: (found: T) => void;
  /** the text in the field, when the caller keeps it */
  text?: string;
  onText?: (text: string) => void;
  /** empty the field after a pick, for lists that are added to */
  clearOnPick?: boolean;
  /** letters before it searches; 2 */
  minLetters?: number;
  error?: ReactNode;
  required?: boolean;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
};

/** Type-ahead by keyboard: arrows choose, Enter picks (the first fits without arrows), Esc closes the list. */
export function SearchPicker<T>(props: SearchPickerProps<T>) {
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [ownText, setOwnText] = useState('');
  const text = props.text ?? ownText;
  const [found, setFound] = useState<readonly T[] | null>(null);
  const [isSearching, setSearching] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const minLetters = props.minLetters ?? 2;
  const search = useRef(props.search);
  search.current = props.search;

  const write = (next: string) => {
    setOwnText(next);
    props.onText?.(next);
  };
  useEffect(() => {
    if (wanted === null || wanted.trim().length < minLetters) {
      setFound(null);
      setSearching(false);
      return;
    }
    let isLate = false;
    setSearching(true);
    const timer = setTimeout(() => {
      search.current(wanted.trim()).then(
        (answer) => {
          if (isLate) return;
          setFound(answer);
          setSearching(false);
        },
        () => {
          if (isLate) return;
          setFound([]);
          setSearching(false);
        },
      );
    }, 120);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [wanted, minLetters]);
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (found && found.length > 0) selectFirstOption();
    // the first fits as soon as an answer is here
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [found]);

  const options = (found ?? []).map((one) => ({ one, ...props.toOption(one) }));
  const pick = (key: string) => {
    const option = options.find((candidate) => candidate.key === key);
    if (!option) return;
    write(props.clearOnPick ? '' : option.label);
    setWanted(null);
    combobox.closeDropdown();
    props.onPick(option.one);
  };

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal>
      <Combobox.Target>
        <TextInput
          ref={props.inputRef}
          label={props.label}
          description={props.description}
          placeholder={props.placeholder}
          error={props.error}
          withAsterisk={props.required ?? false}
          data-autofocus={props.autoFocus || undefined}
          autoFocus={props.autoFocus ?? false}
          leftSection={<Search size={14} aria-hidden="true" />}
          rightSection={isSearching ? <Loader size={14} /> : null}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            setWanted(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found === null}>
        <Combobox.Options className="mv-options" aria-label={t('ui.matches')}>
          {options.map((option) => (
            <Combobox.Option key={option.key} value={option.key}>
              <span className="mv-option">
                <span>{option.shown ?? option.label}</span>
                {option.detail && <small>{option.detail}</small>}
              </span>
            </Combobox.Option>
          ))}
          {options.length === 0 && <Combobox.Empty>{t('ui.noMatches', { text })}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
