import { useTranslation } from 'react-i18next';
import type { PersonFact, RegistrationField } from '../../../preload/contract/registration.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';

type Field = RegistrationField['field'];

/** What this facility asks; everything until the answer is there. */
export function useRegistrationFields(): readonly RegistrationField[] {
  return useQuery('registration.fields', {}).data?.fields ?? [];
}

/** The facility's own word for a field, or the program's. */
export function useFieldLabel(): (field: Field) => string {
  const { t } = useTranslation();
  const fields = useRegistrationFields();
  return (field) => {
    const own = fields.find((one) => one.field === field)?.label;
    return own || t(`registration.field.${field}`);
  };
}

/** A fact in words, and what kind of fact it is. */
export function useFactWords(): (fact: PersonFact) => { text: string; kind: string } {
  const { t } = useTranslation();
  const format = useFormat();
  return (fact) => {
    switch (fact.kind) {
      case 'name':
        return { text: fact.text, kind: t(`registration.nameUse.${fact.use}`) };
      case 'telecom':
        return { text: fact.value, kind: t(`registration.telecomUse.${fact.use}`) };
      case 'identifier':
        return { text: fact.value, kind: [t(`registration.system.${fact.system}`), fact.issuer].filter(Boolean).join(', ') };
      case 'related': {
        const flags = [fact.isGuardian && t('registration.isGuardian'), fact.isNextOfKin && t('registration.isNextOfKin')].filter(Boolean);
        return {
          text: [fact.name, fact.phone].filter(Boolean).join(', '),
          kind: [t(`registration.relationship.${fact.relationship}`), ...flags].join(', '),
        };
      }
      case 'consent':
        return {
          text: t(`registration.decision.${fact.decision}`, { what: t(`registration.category.${fact.category}`) }),
          kind: [format.day(fact.givenOn), fact.givenBy].filter(Boolean).join(', '),
        };
    }
  };
}
