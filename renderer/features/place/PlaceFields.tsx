import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormRow } from '../../ui/index.ts';
import { parseDegrees, splitPair } from './degrees.ts';
import { WorldMap } from './WorldMap.tsx';

type Typed = { latitude: string; longitude: string };

/** A place on the map, or as coordinates typed or pasted beside it; both always say the same. */
export function PlaceFields(props: Typed & { onChange: (typed: Typed) => void; errors: { latitude?: ReactNode; longitude?: ReactNode } }) {
  const { t } = useTranslation();
  const { latitude, longitude, onChange, errors } = props;
  const [north, east] = [parseDegrees(latitude, 90), parseDegrees(longitude, 180)];
  const place = typeof north === 'number' && typeof east === 'number' ? { latitude: north, longitude: east } : null;
  const type = (change: Partial<Typed>) => {
    const [text = ''] = Object.values(change);
    onChange(splitPair(text) ?? { latitude, longitude, ...change });
  };
  return (
    <div className="mv-stack">
      <WorldMap place={place} onPlace={(found) => onChange({ latitude: String(found.latitude), longitude: String(found.longitude) })} />
      <FormRow>
        <TextInput
          label={t('place.latitude')}
          inputMode="decimal"
          value={latitude}
          onChange={(event) => type({ latitude: event.currentTarget.value })}
          error={errors.latitude}
        />
        <TextInput
          label={t('place.longitude')}
          inputMode="decimal"
          value={longitude}
          onChange={(event) => type({ longitude: event.currentTarget.value })}
          error={errors.longitude}
        />
      </FormRow>
    </div>
  );
}
