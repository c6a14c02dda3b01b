import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { CircleCheck, OctagonAlert } from 'lucide-react';

/** Says what was done; with `undo` it stays for 8 s and offers it. */
export function notifyDone(text: string, undo?: () => void): void {
  const id = notifications.show({
    color: 'green',
    icon: <CircleCheck size={16} />,
    autoClose: undo ? 8000 : 4000,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('ui.close') },
    message: undo ? (
      <span className="mv-line">
        {text}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {i18next.t('ui.undo')}
        </Button>
      </span>
    ) : (
      text
    ),
  });
}

/** For what went wrong away from any form. */
export function notifyProblem(text: string): void {
  notifications.show({
    color: 'red',
    icon: <OctagonAlert size={16} />,
    autoClose: 12_000,
    withBorder: true,
    message: text,
    closeButtonProps: { 'aria-label': i18next.t('ui.close') },
  });
}
