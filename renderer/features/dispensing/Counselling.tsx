import { Anchor, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CounsellingCode, counsellingSentence } from '../../../preload/contract/counselling.ts';
import { useFormat } from '../../lib/format.ts';

/** A few points, in the words of the label. */
export function Counselling(props: {
  codes: readonly CounsellingCode[];
  ticked: readonly CounsellingCode[];
  onChange: (codes: CounsellingCode[]) => void;
}) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { codes, ticked } = props;
  return (
    <fieldset className="mv-desk-counsel">
      <legend>{t('dispensing.line.counsel')}</legend>
      <span className="mv-muted">
        {t('dispensing.line.counselHint')}{' '}
        {ticked.length < codes.length && (
          <Anchor component="button" type="button" size="sm" onClick={() => props.onChange([...codes])}>
            {t('dispensing.line.counselAll')}
          </Anchor>
        )}
      </span>
      {codes.map((code) => (
        <Checkbox
          key={code}
          label={counsellingSentence(code, locale === 'fr' ? 'fr' : 'en')}
          checked={ticked.includes(code)}
          onChange={(event) => props.onChange(event.currentTarget.checked ? [...ticked, code] : ticked.filter((one) => one !== code))}
        />
      ))}
    </fieldset>
  );
}
