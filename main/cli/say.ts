/** Writes, and answers the exit code. */
export function say(to: NodeJS.WritableStream, text: string, code: number): number {
  to.write(text);
  return code;
}
