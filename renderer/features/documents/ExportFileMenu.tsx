import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { notifyDone, notifyProblem, useErrorText } from '../../ui/index.ts';
import { fromBase64 } from './bytes.ts';
import { saveBytes } from './openBlob.ts';

export type MadeFile = { base64: string; mediaType: string; name: string; rows: number };
type FileFormat = 'csv' | 'xlsx' | 'pdf';

/** A list as a file on the user's disk, in the format that is chosen; `done` says that it was saved. */
export function ExportFileMenu<F extends FileFormat>(props: {
  label: string;
  formats: readonly { format: F; label: string }[];
  /** undefined when it was refused: then `error` says why */
  make: (format: F) => Promise<MadeFile | undefined>;
  done: (made: MadeFile) => string;
  error: unknown;
  isRunning: boolean;
}) {
  const errorText = useErrorText();
  const problem = props.error ? errorText(props.error) : null;
  useEffect(() => {
    if (problem) notifyProblem(problem);
  }, [problem]);
  const save = async (format: F) => {
    const made = await props.make(format);
    if (!made) return;
    try {
      const outcome = await saveBytes(fromBase64(made.base64), made.mediaType, made.name);
      if (outcome === 'saved') notifyDone(props.done(made));
    } catch (cause) {
      notifyProblem(errorText(cause));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} aria-hidden="true" />} loading={props.isRunning}>
          {props.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.formats.map(({ format, label }) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
