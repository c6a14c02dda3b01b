import { grey, type Paper, type Style } from './paper.ts';

export type Facility = {
  name: string;
  /** address, telephone, licence: a line each */ lines: readonly string[];
  /** of its readable numbers */ code: string;
};

/** Facility's name and address from the cursor down, within `width`; answers where it ends. */
export function drawLetterhead(paper: Paper, facility: Facility, width: number, nameSize: number): number {
  const name: Style = { size: nameSize, bold: true };
  const address: Style = { size: 8, color: grey };
  const below = paper.lines(paper.wrap(facility.name, name, width), paper.left, paper.y, name);
  return paper.lines(
    facility.lines.flatMap((line) => paper.wrap(line, address, width)),
    paper.left,
    below + 1,
    address,
  );
}
