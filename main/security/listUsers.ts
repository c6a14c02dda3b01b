import { listAccounts } from '../../db/queries/accounts.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const listUsers: QueryHandler<'session.users'> = async (ctx) => ({ users: await listAccounts(ctx.db) });
