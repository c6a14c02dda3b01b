import type { QueryHandler } from '../facility/handlers.ts';
import { listManifests } from './manifest.ts';

export const listBackups: QueryHandler<'backups.list'> = async ({ facility }, { folder }) => ({
  backups: listManifests(folder).map(({ name, manifest: { at, facilityId, facility: named, epochLetter, bytes } }) => ({
    name,
    at,
    facility: named,
    isOurs: facilityId === facility.self.id,
    epochLetter,
    bytes,
  })),
});
