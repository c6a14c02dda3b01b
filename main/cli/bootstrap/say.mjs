let quiet = false;

/** From here on only steps that take long are named. */
export function beQuiet() {
  quiet = true;
}

/** Standard error only: standard output belongs to the answer. */
export function say(sentence) {
  if (!quiet) process.stderr.write(`${sentence}\n`);
}

let running = 0;

/** Names a step before it begins, says every ten seconds that it goes on, and how long it took; with its name while another one runs beside it. */
export async function step(sentence, work) {
  const began = Date.now();
  const named = () => (running > 1 ? `: ${sentence}` : '');
  running += 1;
  const seconds = () => Math.round((Date.now() - began) / 1000);
  process.stderr.write(`${sentence} …\n`);
  const still = setInterval(() => process.stderr.write(`  … ${seconds()} s${named()}\n`), 10_000);
  try {
    const value = await work();
    process.stderr.write(`  done in ${seconds()} s${named()}\n`);
    return value;
  } finally {
    clearInterval(still);
    running -= 1;
  }
}

/** What a person can act on; the whole trace only for who asks for it. */
export function explain(error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.MEDVAULT_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
