import { makeContext } from '../../facility/context.ts';
import type { HostHandler, QueryHandler } from '../../facility/handlers.ts';
import { startReading } from './prepareList.ts';

/** @throws 'not_found' and what reading the list refuses */
export const previewImport: QueryHandler<'items.previewImport'> = async (ctx, { blobId, locale, reading }) => {
  const { fileName, thread } = await startReading(ctx, { what: 'preview', blobId, locale, reading: reading ?? null });
  try {
    const reply = await thread.next();
    if (reply.t !== 'preview') throw new Error(`a preview was asked for, not ${reply.t}`);
    return { fileName, ...reply.preview };
  } finally {
    thread.end();
  }
};

/** The facility's own file given back: nothing is kept of it. @throws 'not_found' and what reading the list refuses */
export const badRows: HostHandler<'items.badRows'> = async (host, seat, { blobId, locale, reading }) => {
  const ctx = makeContext(host.open(), seat);
  const { fileName, thread } = await startReading(ctx, { what: 'bad-rows', blobId, locale, reading });
  try {
    const reply = await thread.next();
    if (reply.t !== 'bad-rows') throw new Error(`rows were asked for, not ${reply.t}`);
    const name = `${fileName.replace(/\.[a-z]{3,4}$/i, '')}-${locale === 'fr' ? 'a-corriger' : 'to-correct'}.csv`;
    return { name, mediaType: 'text/csv', base64: Buffer.from(reply.csv).toString('base64'), rows: reply.rows };
  } finally {
    thread.end();
  }
};
