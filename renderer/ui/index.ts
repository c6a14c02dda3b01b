/**
 * The kit that every screen is made of. Plain inputs, buttons and dialogs come from @mantine/core, with the theme's sizes.
 *
 * Page { title, sub?, actions?, isScrolling?, children }            a screen; isScrolling pads and scrolls the body
 * TwoPane { list, children: Pane, listWidth? }                      worklist left, thing right
 * Pane { title?, actions?, foot?, isFlush?, label?, children }
 * ThingPane { label, title?, closeLabel, onClose, read, children? }  a thing beside its list; without children it is being read
 * Card { title, actions?, label?, children }   Facts { facts: [label, value][] }
 * DataTable<T> { label, rows | undefined while loading, rowId, columns: Column<T>[], onOpen?, selectedId?, sort?, onSort?, empty, note?, tone?, onRange?, autoFocus? }
 *   Column<T> { key, head, cell(row), text?(row), width?, isNumeric?, sortBy? }
 * EmptyState { icon?, title, text?, action?: { label, onClick } }
 * ErrorLine { error, onRetry? }   useErrorText(): (error) => string
 * Notice { tone, title?, actions?, isLive?, children? }
 * Tag { tone?, isPlain?, title?, children }   SeverityBadge { severity }   StatusDot { tone?, children }   Kbd   SkeletonRows { rows? }
 * Form { onSubmit, onCancel?, isShort?, label?, children }   FormRow   focusFirstError(container)
 * FormActions { save?, cancel?, canSave?, isDisabled?, isRunning, error, onCancel, children? }   the foot of a form
 * EditConflict { editors, base, theirs, mine, label, say?, onMerge, onReload }   somebody else saved meanwhile; with lib/sharedEdit.ts
 * NumberUnitField { label, unit, value: number | null, onChange, decimalScale?, ...NumberInput }
 * SearchPicker<T> { label, search(text) => Promise<T[]>, toOption(T) => { key, label, detail? }, onPick, text?, onText?, clearOnPick?, minLetters?, error?, required?, autoFocus? }
 * ConfirmButton { label, title, consequence, confirmLabel, reasonLabel?, isDanger?, onConfirm(reason), ...Button }
 * notifyDone(text, undo?)   notifyProblem(text)
 */
export { ConfirmButton, type ConfirmButtonProps } from './ConfirmButton.tsx';
export { type Column, DataTable, type DataTableProps } from './DataTable.tsx';
export { EditConflict } from './EditConflict.tsx';
export { EmptyState } from './EmptyState.tsx';
export { ErrorLine, useErrorText } from './ErrorLine.tsx';
export { focusFirstError, Form, FormActions, FormRow, NumberUnitField, type NumberUnitFieldProps } from './Form.tsx';
export { Card, Facts, Page, Pane, TwoPane } from './Page.tsx';
export { SearchPicker, type SearchPickerProps } from './SearchPicker.tsx';
export { Kbd, Notice, SeverityBadge, SkeletonRows, StatusDot, Tag, type Tone } from './signs.tsx';
export { ThingPane } from './ThingPane.tsx';
export { notifyDone, notifyProblem } from './toasts.tsx';
