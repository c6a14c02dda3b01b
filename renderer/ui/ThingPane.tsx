import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { ErrorLine } from './ErrorLine.tsx';
import { Pane } from './Page.tsx';
import { SkeletonRows } from './signs.tsx';

type Read = { error: unknown; refetch: () => unknown };

/** The thing that is open beside its list: Esc and the cross lead back. Without children it is still being read, or could not be. */
export function ThingPane(props: {
  label: string;
  /** the label where left out */
  title?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  read: Read;
  children?: ReactNode;
}) {
  const { read } = props;
  return (
    <div className="mv-pane" onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && props.onClose()}>
      <Pane
        label={props.label}
        title={props.title ?? props.label}
        actions={
          <ActionIcon variant="subtle" color="gray" size="md" aria-label={props.closeLabel} onClick={props.onClose}>
            <X size={16} aria-hidden="true" />
          </ActionIcon>
        }
      >
        {props.children ?? (read.error ? <ErrorLine error={read.error} onRetry={() => void read.refetch()} /> : <SkeletonRows rows={8} />)}
      </Pane>
    </div>
  );
}
