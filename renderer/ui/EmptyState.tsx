import { Button } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says what is not there and what to do; the button is the next step. */
export function EmptyState(props: { icon?: LucideIcon; title: string; text?: ReactNode; action?: { label: string; onClick: () => void } }) {
  const Icon = props.icon;
  return (
    <div className="mv-empty">
      {Icon && <Icon size={36} strokeWidth={1.25} aria-hidden="true" />}
      <strong>{props.title}</strong>
      {props.text && <p>{props.text}</p>}
      {props.action && (
        <Button variant="light" onClick={props.action.onClick}>
          {props.action.label}
        </Button>
      )}
    </div>
  );
}
