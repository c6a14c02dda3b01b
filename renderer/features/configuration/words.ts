import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from '../../../preload/contract/audit.ts';
import { usePermissionWords } from '../accounts/words.ts';
import { spaced } from '../audit/words.ts';
import { useRoleWords } from '../session/roleWords.ts';

const say = i18next.t as (key: string) => string;

/** Settings, their fields and values as a person says them; what has no words yet reads as it is written. */
export function useSettingWords() {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const permissionWords = usePermissionWords();
  const word = (key: string, otherwise: string) => (i18next.exists(`configuration.${key}`) ? say(`configuration.${key}`) : otherwise);
  const value = (field: string, text: string): string => {
    if (field === 'permissions') return permissionWords.whole(text);
    if (field === 'roles' || field === 'roleCode' || field === 'role') return roleWords(text);
    if (field === 'locale') return i18next.exists(`frame.language.${text}`) ? say(`frame.language.${text}`) : text;
    if (field === 'mode') return word(`import.${text}`, text);
    if (field === 'type') return i18next.exists(`setup.form.types.${text}`) ? say(`setup.form.types.${text}`) : text;
    if (/^(is|has|requires|can)[A-Z]/.test(field)) return t(text === '1' || text === 'true' ? 'configuration.yes' : 'configuration.no');
    return text;
  };
  return {
    resource: (resource: string) => word(`resource.${resource}`, resource),
    section: (section: string) => word(`section.${section}`, section),
    field: (field: string) => word(`field.${field}`, spaced(field)),
    /** the subject of an entry: a role is named in the user's language */
    subject: (resource: string, subject: string) =>
      resource === 'role' || resource === 'role_sign_in' ? roleWords(subject) : word(`kind.${subject}`, subject),
    value,
    /** A list's items that only one side has, or both sides whole. */
    parts: (change: FieldChange): { before: string[]; after: string[] } => {
      const [before, after] = [change.before, change.after].map((text) =>
        text === null || text === '' ? [] : (lists.has(change.field) ? text.split(', ') : [text]).map((one) => value(change.field, one)),
      ) as [string[], string[]];
      if (!lists.has(change.field)) return { before, after };
      return { before: before.filter((one) => !after.includes(one)), after: after.filter((one) => !before.includes(one)) };
    },
  };
}

const lists: ReadonlySet<string> = new Set(['permissions', 'roles', 'members']);
