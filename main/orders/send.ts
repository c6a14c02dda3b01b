import { listOrderLines } from '../../db/queries/orders.ts';
import { audit } from '../../db/write.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { purchaseOrderWords } from '../documents/pdf/purchaseOrderWords.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { orderNext } from './orderNext.ts';
import { type Mail, toMail, toMailto } from './toMail.ts';
import { type Order, openOrder, step } from './write.ts';

type File = Output<'orders.print'>;
type Locale = 'en' | 'fr';
type Prepared = { file: File; mailto: string };

/** @throws 'not_found', 'order.wrong_status', 'supplier.no_email', 'version.conflict' */
export const sendOrder: CommandHandler<'orders.send', Prepared> = {
  prepare: async (ctx, { orderId, how, locale }) => {
    const order = openOrder(ctx, orderId);
    if (orderNext(order.status, 'send') === null) throw new AppError('order.wrong_status', { status: order.status });
    if (how === 'email' && order.supplierEmail === '') throw new AppError('supplier.no_email', { name: order.supplierName });
    const pdf = await toPdf(ctx, order, locale);
    const mail = mailOf(ctx, order, pdf, locale);
    const mailto = order.supplierEmail === '' ? '' : toMailto(mail);
    if (how === 'pdf') return { file: pdf, mailto };
    return { file: { name: `${order.number}.eml`, mediaType: 'message/rfc822', base64: toMail(mail).toString('base64') }, mailto };
  },
  run: async (ctx, { orderId, version, how }, { file, mailto }) => {
    const isFirst = openOrder(ctx, orderId).sentAt === null;
    const columns = isFirst ? { sent_at: ctx.now(), sent_on: ctx.today() } : {};
    const changed = step(ctx, { orderId, version }, 'send', { columns, text: how, event: isFirst ? 'send' : 'send-again' });
    audit(ctx, { action: 'export', resource: 'purchase_order', resourceId: orderId, body: { how } });
    return { ...changed, file, mailto };
  },
};

/** @throws 'not_found' */
export const printOrder: CommandHandler<'orders.print', File> = {
  prepare: async (ctx, { orderId, locale }) => toPdf(ctx, openOrder(ctx, orderId), locale),
  run: async (ctx, { orderId }, file) => {
    audit(ctx, { action: 'print', resource: 'purchase_order', resourceId: orderId });
    return file;
  },
};

type Supplier = { name: string; is_depot: number; contact_name: string; phone: string; email: string; address: string; account_number: string; payment_terms: string }; // prettier-ignore

const supplierOf = (ctx: Context, id: string) => ctx.raw.prepare('SELECT * FROM supplier WHERE id = ?').get(id) as Supplier;

async function toPdf(ctx: Context, order: Order, locale: Locale): Promise<File> {
  const supplier = supplierOf(ctx, order.supplierId);
  const pdf = await makePdf(
    'purchaseOrder',
    {
      facility: letterheadOf(ctx),
      isRequisition: supplier.is_depot === 1,
      isDraft: order.status === 'draft',
      number: order.number,
      day: today(order.sentAt ?? order.createdAt, ctx.facility.self.time_zone),
      supplier: {
        name: supplier.name,
        lines: [supplier.contact_name, ...supplier.address.split('\n'), supplier.phone, supplier.email].filter(
          (line) => line.trim() !== '',
        ),
        accountNumber: supplier.account_number,
        paymentTerms: supplier.payment_terms,
      },
      expectedOn: order.expectedOn,
      note: order.note,
      currency: order.currency,
      rows: listOrderLines(ctx.raw, order.orderId).map((line) => ({
        code: line.code,
        name: line.itemName,
        pack: `${line.packSize} ${line.unit}`,
        packs: line.packs,
        price: line.price,
      })),
      approvedBy: order.approvedByName,
      writtenBy: order.createdByName,
      printed: printedNow(ctx),
    },
    { locale },
  );
  return { name: `${order.number}.pdf`, mediaType: 'application/pdf', base64: pdf.toString('base64') };
}

function mailOf(ctx: Context, order: Order, pdf: File, locale: Locale): Mail {
  const words = purchaseOrderWords[locale];
  const supplier = supplierOf(ctx, order.supplierId);
  const title = supplier.is_depot === 1 ? words.requisition : words.order;
  const { name } = ctx.facility.self;
  return {
    from: name,
    to: { name: supplier.contact_name || supplier.name, address: order.supplierEmail },
    subject: words.subject(title, order.number, name),
    text: words.mail(title, order.number, supplier.contact_name, name),
    at: ctx.now(),
    id: order.number,
    attachment: { name: pdf.name, mediaType: pdf.mediaType, bytes: Buffer.from(pdf.base64, 'base64') },
  };
}
