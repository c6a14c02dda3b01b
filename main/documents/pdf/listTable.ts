import { grey, hair, ink, leading, type Paper, type Style } from './paper.ts';

const gap = 8;
const headStyle: Style = { size: 7, color: grey };

/** A list of rows under heads that stand again on every page. `widths` in points; the column of width 0 takes what the others leave. `right`: figures. */
export function listTable<Key extends string>(
  paper: Paper,
  {
    widths,
    heads,
    cell,
    right = [],
  }: { widths: Readonly<Record<Key, number>>; heads: Readonly<Record<NoInfer<Key>, string>>; cell: Style; right?: readonly NoInfer<Key>[] },
): { head: () => void; row: (text: Readonly<Record<Key, string>>) => void } {
  const columns = placed(paper, widths);
  const alignOf = (key: Key) => (right.includes(key) ? 'right' : 'left');
  const head = () => {
    for (const { key, x, width } of columns) paper.line(heads[key], x, paper.y, headStyle, alignOf(key), width);
    paper.y += leading(headStyle) + 3;
    paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
    paper.y += 4;
  };
  return {
    head,
    row: (text) => {
      const cells = columns.map(({ key, x, width }) => ({ key, x, width, lines: paper.wrap(text[key], cell, width) }));
      const height = Math.max(...cells.map(({ lines }) => lines.length)) * leading(cell) + 5;
      if (paper.room(height)) head();
      for (const { key, x, width, lines } of cells) paper.lines(lines, x, paper.y, cell, alignOf(key), width);
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
