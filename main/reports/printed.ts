import type { Context } from '../facility/context.ts';
import type { Facility as Letterhead } from '../documents/pdf/letterhead.ts';
import type { Printed } from '../documents/pdf/paper.ts';

export function letterheadOf(ctx: Context): Letterhead {
  const { name, code, phone } = ctx.facility.self;
  return { name, code, lines: phone === '' ? [] : [phone] };
}

export const printedNow = (ctx: Context): Printed => ({ at: ctx.now(), timeZone: ctx.facility.self.time_zone });
