// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { AloneForm } from '../../../../renderer/ui/AloneForm.tsx';
import { prepareScreen } from '../../../support/screenEnvironment.ts';

beforeAll(prepareScreen);
afterEach(cleanup);

test('nobody else is there: no reason, no going on; with one it goes on, once', () => {
  const onSave = vi.fn<(because: string) => void>();
  const nothing = () => undefined;
  render(
    <MantineProvider>
      <AloneForm
        title="Nobody is here"
        hint="It is reviewed."
        reasonLabel="Why alone"
        reasonHint="In a few words"
        save="Go on alone"
        withOther="Somebody is here"
        isRunning={false}
        error={null}
        onSave={onSave}
        onWithOther={nothing}
        onCancel={nothing}
      />
    </MantineProvider>,
  );
  const save = screen.getByRole('button', { name: 'Go on alone' });
  const type = (text: string) => fireEvent.change(screen.getByLabelText(/^Why alone/), { target: { value: text } });
  type('  no ');
  expect((save as HTMLButtonElement).disabled).toBe(true);
  fireEvent.submit(screen.getByRole('form', { name: 'Nobody is here' }));
  expect(onSave).not.toHaveBeenCalled();
  type(' night duty, no second clinician ');
  fireEvent.click(save);
  expect(onSave.mock.calls).toEqual([['night duty, no second clinician']]);
});
