import { randomUUID } from 'node:crypto';
import { loadSeed } from '../../sync/client/seedLoad.ts';
import { writeSeed } from '../../sync/client/seedWrite.ts';
import { exchangeSeed } from '../../sync/hub/seed.ts';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import { unwatched } from '../../sync/seedFile.ts';
import { openFacilityFile } from './sync/facility.ts';

/** A process that writes, exchanges or loads, to be killed in the middle: `ACT PLACE FACILITY EPOCH FILE OUT`. */
const [act, place = '', id = '', epoch = '', path = '', out = ''] = process.argv.slice(2);
process.stdout.write('begun\n');
const now = () => new Date().toISOString();
if (act === 'exchange') await exchangeSeed(openSqliteStore(place), path, out, now, unwatched);
else {
  const raw = openFacilityFile(place);
  const deps = { raw, exclusive: async <T>(work: () => T) => work(), facility: { id, epoch }, now, newId: randomUUID };
  if (act === 'write') await writeSeed({ ...deps, republish: async () => undefined }, path, unwatched);
  else await loadSeed(deps, path, unwatched);
}
process.stdout.write('done\n');
process.exit(0);
