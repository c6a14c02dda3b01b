import type { Facility } from './letterhead.ts';
import { grey, Paper, type Printed } from './paper.ts';
import type { Locale } from './strings.ts';

/** A4 across for a list with a title: both stand on the foot of each page, and on the head of each but the first. */
export function listPaper({
  locale,
  facility,
  title,
  printed,
}: {
  locale: Locale;
  facility: Facility;
  title: string;
  printed: Printed;
}): Paper {
  return new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${title}, ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 36, top: 32, bottom: 42 },
    foot: `${title}  ·  ${facility.name}`,
    continued: (page) => {
      page.line(`${title}, ${facility.name}`, page.left, page.y, { size: 8, color: grey });
      return page.y + 16;
    },
  });
}
