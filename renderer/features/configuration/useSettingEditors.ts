import { useQuery } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

/** Who saved a setting in the last `versions` changes, for those who may know. */
export function useSettingEditors(resource: string, subject: string, versions: number) {
  const can = useCan();
  const { data } = useQuery('configuration.history', { resource, limit: 50 }, { enabled: versions > 0 && can('Configuration.read') });
  return (data?.entries ?? [])
    .filter((entry) => entry.action === 'amend' && entry.subject === subject)
    .slice(0, versions)
    .flatMap(({ actorName, ...entry }) => (actorName === null ? [] : [{ ...entry, actorName }]));
}
