import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../../../main/app/contentSecurityPolicy.ts';

test('the content security policy, word for word', () => {
  expect(contentSecurityPolicy).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data: app:; " +
      "font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
});
