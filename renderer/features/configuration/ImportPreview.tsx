import { useTranslation } from 'react-i18next';
import type { ConfigurationChange } from '../../../preload/contract/configuration.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useFormat } from '../../lib/format.ts';
import { Notice, Tag } from '../../ui/index.ts';
import { useRoleWords } from '../session/roleWords.ts';
import { ChangeLines } from './ChangeLines.tsx';
import './configuration.css';
import { useSettingWords } from './words.ts';

type Plan = Output<'configuration.preview'>;
const tones = { added: 'green', changed: 'blue', removed: 'red' } as const;

/** What an import would do here: changes first, then what it leaves out and why. */
export function ImportPreview({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSettingWords();
  const roleWords = useRoleWords();
  return (
    <div className="mv-stack mv-config">
      <p>
        {t('configuration.import.from', { name: plan.from.name, code: plan.from.code, when: format.instant(plan.exportedAt) })}{' '}
        <Tag tone={plan.signature === 'own' ? 'green' : 'grey'}>{t(`configuration.import.signature.${plan.signature}`)}</Tag>
      </p>
      {plan.changes.length === 0 && <Notice tone="green">{t('configuration.import.nothing')}</Notice>}
      {plan.changes.length > 0 && (
        <table className="mv-small-table mv-plan" aria-label={t('configuration.import.changes')}>
          <tbody>
            {plan.changes.map((change) => (
              <tr key={`${change.section} ${change.name}`}>
                <td>
                  <Tag tone={tones[change.is]}>{t(`configuration.import.is.${change.is}`)}</Tag>
                </td>
                <th scope="row">
                  {words.section(change.section)}
                  <div className="mv-muted">{nameOf(change)}</div>
                </th>
                <td>
                  <ChangeLines {...linesOf(change)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {plan.conflicts.length > 0 && (
        <Notice tone="amber" title={t('configuration.import.conflicts')}>
          <ul className="mv-list">
            {plan.conflicts.map(({ section, name, why }) => (
              <li key={`${section} ${name}`}>
                {words.section(section)} · {section === 'facility' ? words.field(name) : name}: {t(`configuration.import.why.${why}`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {plan.unknown.length > 0 && (
        <Notice tone="amber" title={t('configuration.import.unknown')}>
          <ul className="mv-list">
            {plan.unknown.map(({ section, name }) => (
              <li key={`${section} ${name}`}>
                {words.section(section)} · {name}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );

  function nameOf({ section, name }: ConfigurationChange): string {
    if (section === 'roles' || section === 'signIn') return roleWords(name);
    return section === 'departments' ? '' : words.field(name);
  }

  function linesOf({ section, name, before, after }: ConfigurationChange): { before: string[]; after: string[] } {
    if (section === 'signIn') {
      const say = ([minutes = '', totp = '']: readonly string[]) =>
        t(totp === 'totp' ? 'configuration.rule.totp' : 'configuration.rule.plain', { minutes });
      return { before: [say(before)], after: [say(after)] };
    }
    if (section === 'registration') {
      const say = ([label = '', ...facts]: readonly string[]) =>
        [
          label,
          ...facts
            .filter(Boolean)
            .map((fact) => t(fact === 'asked' ? 'configuration.registration.asked' : 'configuration.registration.required')),
        ]
          .filter(Boolean)
          .join(', ') || t('configuration.no');
      return { before: [say(before)], after: [say(after)] };
    }
    if (section === 'roles') {
      const gone = before.filter((one) => !after.includes(one));
      const come = after.filter((one) => !before.includes(one));
      return { before: gone.map((one) => words.value('permissions', one)), after: come.map((one) => words.value('permissions', one)) };
    }
    return { before: before.map((one) => words.value(name, one)), after: after.map((one) => words.value(name, one)) };
  }
}
