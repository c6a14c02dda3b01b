/** Loaded before a server that is measured: on a signal it collects what is not used any more, as an idle one does in time. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  setTimeout(() => globalThis.gc?.(), 200);
});
