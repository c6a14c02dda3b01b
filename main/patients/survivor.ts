/** Longer chains of merges are a fault of the data: it ends there instead of going round. */
const mostSteps = 20;

type Link = { patient_id: string; surviving_id: string };

/** Under which record each merged one is read, for lists of many people; one person's records are found by linkedPatientIds. */
export function survivors(links: readonly Link[]): { rootOf: (id: string) => string; merged: ReadonlySet<string> } {
  const surviving = new Map(links.map((link) => [link.patient_id, link.surviving_id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = surviving.get(root), steps = 0; next !== undefined && steps < mostSteps; next = surviving.get(root), steps++)
      root = next;
    return root;
  };
  return { rootOf, merged: new Set(surviving.keys()) };
}
