import type { Page } from 'playwright-core';

export type Answer = { t: 'answer'; id: string; ok: boolean; value?: Record<string, unknown>; error?: { code: string } };

/** Makes the page listen as the screens do: the newest port is the one in use, words from the preload are kept in order. */
export async function listenToFacility(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard = { words: [] as unknown[], states: [] as string[], port: undefined as MessagePort | undefined };
    Object.assign(window, { heard });
    window.addEventListener('message', (event) => {
      if (event.source !== window || !event.data?.medvault) return;
      heard.words.push(event.data.medvault);
      if (event.data.medvault === 'port') heard.port = event.ports[0];
      heard.port?.start();
    });
    const { medvault } = window as unknown as { medvault: { onFacilityState: (listener: (state: { state: string }) => void) => void } };
    medvault.onFacilityState(({ state }) => heard.states.push(state));
    window.postMessage({ medvault: 'ready' }, window.location.origin);
  });
  await page.waitForFunction(() => (window as unknown as { heard: { port?: MessagePort } }).heard.port !== undefined);
}

export const heardWords = (page: Page) => page.evaluate(() => (window as unknown as { heard: { words: string[] } }).heard.words);
export const heardStates = (page: Page) => page.evaluate(() => (window as unknown as { heard: { states: string[] } }).heard.states);

/** Asks by the newest port; undefined when no answer comes within a second. */
export function ask(page: Page, method: string, input: unknown = {}): Promise<Answer | undefined> {
  return page.evaluate(
    ({ method: name, input: given }) =>
      new Promise<Answer | undefined>((resolve) => {
        const { port } = (window as unknown as { heard: { port: MessagePort } }).heard;
        const id = crypto.randomUUID();
        const hear = ({ data }: MessageEvent<Answer>) => {
          if (data.id !== id) return;
          port.removeEventListener('message', hear);
          resolve(data);
        };
        port.addEventListener('message', hear);
        setTimeout(() => resolve(undefined), 1000);
        port.postMessage({ id, method: name, input: given });
      }),
    { method, input },
  );
}
