import { grey, hair, ink, leading, type Paper, type Style } from './paper.ts';

const gap = 8;
const headStyle: Style = { size: 7, color: grey };

/** A list of rows under heads that stand again on every page. `widths` in points; the column of width 0 takes what the others leave. */
export function listTable<Key extends string>(
  paper: Paper,
  { widths, heads, cell }: { widths: Readonly<Record<Key, number>>; heads: Readonly<Record<Key, string>>; cell: Style },
): { head: () => void; row: (text: Readonly<Record<Key, string>>) => void } {
  const columns = placed(paper, widths);
  const head = () => {
    for (const { key, x } of columns) paper.line(heads[key], x, paper.y, headStyle);
    paper.y += leading(headStyle) + 3;
    paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
    paper.y += 4;
  };
  return {
    head,
    row: (text) => {
      const cells = columns.map(({ key, x, width }) => ({ x, lines: paper.wrap(text[key], cell, width) }));
      const height = Math.max(...cells.map(({ lines }) => lines.length)) * leading(cell) + 5;
      if (paper.room(height)) head();
      for (const { x, lines } of cells) paper.lines(lines, x, paper.y, cell);
      paper.y += height;
      paper.rule(paper.y - 2.5, paper.left, paper.right, 0.3, hair);
    },
  };
}

function placed<Key extends string>(paper: Paper, widths: Readonly<Record<Key, number>>): { key: Key; x: number; width: number }[] {
  const keys = Object.keys(widths) as Key[];
  const taken = keys.reduce((sum, key) => sum + widths[key], 0) + (keys.length - 1) * gap;
  let x = paper.left;
  return keys.map((key) => {
    const here = { key, x, width: widths[key] || paper.width - taken };
    x += here.width + gap;
    return here;
  });
}
