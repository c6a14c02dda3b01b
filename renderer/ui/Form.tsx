import { Button, NumberInput, type NumberInputProps } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorLine } from './ErrorLine.tsx';
import { isMeantFor } from './escape.ts';

const fieldSelector =
  'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled), button[type=submit]:not(:disabled)';

/** Enter goes to the next field, Ctrl+Enter saves, Esc leaves. isShort: Enter saves at once, as on a sign-in page. */
export function Form(props: { onSubmit: () => void; onCancel?: () => void; isShort?: boolean; label?: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!isMeantFor(event)) return;
    if (event.key === 'Escape' && props.onCancel) {
      event.preventDefault();
      event.stopPropagation();
      return props.onCancel();
    }
    if (event.key !== 'Enter') return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      return form.current?.requestSubmit();
    }
    const field = event.target;
    if (props.isShort || !(field instanceof HTMLInputElement) || field.type === 'submit') return;
    event.preventDefault();
    const fields = [...(form.current?.querySelectorAll<HTMLElement>(fieldSelector) ?? [])].filter(isReachable);
    fields[fields.indexOf(field) + 1]?.focus();
  };
  return (
    <form
      ref={form}
      className="mv-form"
      noValidate
      aria-label={props.label}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

/** Of a group of radio buttons only the chosen one is a stop. */
function isReachable(field: HTMLElement): boolean {
  if (field instanceof HTMLInputElement && field.type === 'radio' && !field.checked) return false;
  return field.tabIndex >= 0 && field.getClientRects().length > 0;
}

/** Fields side by side when there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className="mv-form-row">{children}</div>;
}

/** The foot of a form: what was refused, the button that saves, the one that leaves where there is something to leave. `children` stand behind them. */
export function FormActions(props: {
  /** names the act; "Save" when left out */
  save?: string;
  cancel?: string;
  canSave?: boolean;
  isDisabled?: boolean;
  isRunning: boolean;
  error: unknown;
  onCancel?: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <>
      <ErrorLine error={props.error} />
      <div className="mv-actions">
        {(props.canSave ?? true) && (
          <Button type="submit" loading={props.isRunning} disabled={props.isDisabled ?? false}>
            {props.save ?? t('ui.save')}
          </Button>
        )}
        {props.onCancel && (
          <Button variant="default" onClick={props.onCancel}>
            {props.cancel ?? t('ui.cancel')}
          </Button>
        )}
        {props.children}
      </div>
    </>
  );
}

export function focusFirstError(container: HTMLElement | null): void {
  requestAnimationFrame(() => container?.querySelector<HTMLElement>('[aria-invalid=true], [data-error=true] input')?.focus());
}

export type NumberUnitFieldProps = Omit<NumberInputProps, 'value' | 'onChange' | 'rightSection'> & {
  /** what one is, shown inside the field: "tablets", "kg" */
  unit: string;
  value: number | null;
  onChange: (value: number | null) => void;
};

/** A number that carries its unit; integers unless `decimalScale` says more. */
export function NumberUnitField({ unit, value, onChange, decimalScale = 0, ...rest }: NumberUnitFieldProps) {
  return (
    <NumberInput
      {...rest}
      decimalScale={decimalScale}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' || Number.isNaN(Number(next)) ? null : Number(next))}
      rightSection={<span className="mv-muted">{unit}</span>}
      rightSectionWidth={Math.max(36, unit.length * 8 + 16)}
      rightSectionPointerEvents="none"
      inputMode={decimalScale === 0 ? 'numeric' : 'decimal'}
    />
  );
}
