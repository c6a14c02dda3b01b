import { Anchor, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Form, FormActions } from './Form.tsx';
import { Notice } from './signs.tsx';

/** As many letters as say something; the host asks for the same. */
const leastReason = 5;

type Props = {
  title: string;
  hint: string;
  reasonLabel: string;
  reasonHint: string;
  save: string;
  /** leads back to the form for the second person */
  withOther: string;
  isRunning: boolean;
  error: unknown;
  onSave: (because: string) => void;
  onWithOther: () => void;
  onCancel: () => void;
};

/** Where a second person is asked for and nobody is there: why, to be reviewed afterwards. */
export function AloneForm(props: Props) {
  const [because, setBecause] = useState('');
  const isReady = because.trim().length >= leastReason;
  return (
    <Form label={props.title} onSubmit={() => isReady && props.onSave(because.trim())}>
      <Notice tone="amber">{props.hint}</Notice>
      <Textarea
        label={props.reasonLabel}
        description={props.reasonHint}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
        maxLength={200}
        autosize
        minRows={2}
        autoFocus
        withAsterisk
      />
      <FormActions save={props.save} isDisabled={!isReady} error={props.error} isRunning={props.isRunning} onCancel={props.onCancel} />
      <Anchor component="button" type="button" size="sm" onClick={props.onWithOther}>
        {props.withOther}
      </Anchor>
    </Form>
  );
}
