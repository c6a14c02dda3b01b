import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Secrets from standard input, a line each: never from argv or the environment, which every program of this user can read.
 * Typed at a terminal they are asked for on standard error and not shown.
 */
export class SecretLines {
  readonly #isTyped: boolean;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(stdin: NodeJS.ReadableStream) {
    this.#isTyped = (stdin as NodeJS.ReadStream).isTTY === true;
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    this.#reader = createInterface({ input: stdin, output: nowhere, terminal: this.#isTyped });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** '' when there is no further line. */
  async next(name: string): Promise<string> {
    if (this.#isTyped) process.stderr.write(`${name}: `);
    const { value, done } = await this.#lines.next();
    if (this.#isTyped) process.stderr.write('\n');
    return done === true ? '' : value.trim();
  }

  close(): void {
    this.#reader.close();
  }
}
