/** Which departments and roles a sensitive record was marked for. */
export type MarkScope = { departments: ReadonlySet<string>; roles: ReadonlySet<string> };
export type Viewer = { departments: readonly string[]; roles: readonly string[] };
export type Sight = 'own' | 'break-glass' | 'none';

/** A member of any named department or role is let in by a mark; of several marks each must let them in. */
export function isLetIn(marks: readonly MarkScope[], viewer: Viewer): boolean {
  return marks.every(
    ({ departments, roles }) => viewer.departments.some((one) => departments.has(one)) || viewer.roles.some((one) => roles.has(one)),
  );
}

export function sightOf(marks: readonly MarkScope[], viewer: Viewer, hasLiveGlass: boolean): Sight {
  if (isLetIn(marks, viewer)) return 'own';
  return hasLiveGlass ? 'break-glass' : 'none';
}
