import { Button, type ButtonProps, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type ConfirmButtonProps = ButtonProps & {
  /** on the button that opens the dialog */
  label: ReactNode;
  title: string;
  /** what will be so afterwards */
  consequence: ReactNode;
  /** names the act: "Reverse 20 tablets" */
  confirmLabel: string;
  /** asks for a typed reason of at least 3 letters */
  reasonLabel?: string;
  isDanger?: boolean;
  onConfirm: (reason: string) => void | Promise<unknown>;
};

/** A button whose act can't be undone: the dialog names the consequence, its button names the act. */
export function ConfirmButton({
  label,
  title,
  consequence,
  confirmLabel,
  reasonLabel,
  isDanger,
  onConfirm,
  ...button
}: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [reason, setReason] = useState('');
  const isReady = reasonLabel === undefined || reason.trim().length >= 3;
  const confirm = async () => {
    if (!isReady) return;
    setRunning(true);
    await onConfirm(reason.trim());
    setRunning(false);
    setOpen(false);
    setReason('');
  };
  return (
    <>
      <Button variant="default" {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={title} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
        <div
          className="mv-stack"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) void confirm();
          }}
        >
          <div>{consequence}</div>
          {reasonLabel !== undefined && (
            <Textarea
              label={reasonLabel}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
              withAsterisk
            />
          )}
          <div className="mv-actions">
            <Button color={isDanger ? 'red' : 'teal'} disabled={!isReady} loading={isRunning} onClick={() => void confirm()}>
              {confirmLabel}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('ui.cancel')}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
