// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { AppError } from '../../../../preload/contract/errors.ts';
import { ErrorLine } from '../../../../renderer/ui/ErrorLine.tsx';
import { prepareScreen } from '../../../support/screenEnvironment.ts';

beforeAll(prepareScreen);
afterEach(cleanup);

const show = (error: unknown, onRetry?: () => void) =>
  render(
    <MantineProvider>
      <ErrorLine error={error} {...(onRetry ? { onRetry } : {})} />
    </MantineProvider>,
  );

test('a form is told which field is wrong; an address that leads nowhere is not called a form', () => {
  show(new AppError('ipc.invalid_input', { path: 'itemId' }));
  expect(screen.getByText('Something in this form is not right: itemId. Correct it and save again.')).toBeTruthy();
  cleanup();
  show(new AppError('ipc.invalid_input', { path: 'itemId' }), () => undefined);
  expect(screen.getByText('This is no longer here. Go back to the list and look for it again.')).toBeTruthy();
});

test('what is not ours reads as a mistake of the program', () => {
  show(new TypeError('x is undefined'));
  expect(screen.getByText(/^The program made a mistake/)).toBeTruthy();
});
