import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Form, FormActions, FormRow } from '../../ui/Form.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/signs.tsx';
import { notifyDone } from '../../ui/toasts.tsx';

type Profile = Output<'facility.profile'>;

export function FacilityCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [isEditing, setEditing] = useState(false);
  const { data: profile, error } = useQuery('facility.profile', {});
  const place = profile && profile.latitude !== null && profile.longitude !== null ? `${profile.latitude}, ${profile.longitude}` : null;
  return (
    <Card
      title={t('settings.facility')}
      actions={
        profile &&
        !isEditing &&
        can('Organization.update') && (
          <Button size="compact-sm" variant="light" onClick={() => setEditing(true)}>
            {t('settings.edit')}
          </Button>
        )
      }
    >
      <ErrorLine error={error} />
      {!profile && !error && <SkeletonRows />}
      {profile && isEditing && <FacilityForm profile={profile} onDone={() => setEditing(false)} />}
      {profile && !isEditing && (
        <Facts
          facts={[
            [t('settings.name'), profile.name],
            [
              t('settings.code'),
              <span key="code" className="mv-number">
                {profile.code}
              </span>,
            ],
            [t('settings.type'), t(`setup.form.types.${profile.type}`)],
            [
              t('settings.place'),
              place ?? (
                <span key="none" className="mv-muted">
                  {t('settings.noPlace')}
                </span>
              ),
            ],
            [t('settings.timeZone'), profile.timeZone],
            [t('settings.today'), format.longDay(profile.today)],
            [t('settings.currency'), profile.currency],
          ]}
        />
      )}
    </Card>
  );
}

function FacilityForm({ profile, onDone }: { profile: Profile; onDone: () => void }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('facility.amend');
  const [name, setName] = useState(profile.name);
  const [latitude, setLatitude] = useState(profile.latitude?.toString() ?? '');
  const [longitude, setLongitude] = useState(profile.longitude?.toString() ?? '');
  const lat = degrees(latitude, 90);
  const lon = degrees(longitude, 180);
  const isPair = (lat === null) === (lon === null);
  const save = async () => {
    if (name.trim().length < 2 || lat === undefined || lon === undefined || !isPair) return;
    if (!(await run({ version: profile.version, name: name.trim(), latitude: lat, longitude: lon }))) return;
    notifyDone(t('settings.saved'));
    onDone();
  };
  return (
    <Form label={t('settings.facility')} onSubmit={() => void save()} onCancel={onDone}>
      <TextInput
        label={t('settings.name')}
        value={name}
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
        error={name.trim().length < 2 ? t('setup.form.wrong.short') : null}
      />
      <FormRow>
        <TextInput
          label={t('settings.latitude')}
          inputMode="decimal"
          value={latitude}
          onChange={(event) => setLatitude(event.currentTarget.value)}
          error={lat === undefined ? t('setup.form.wrong.latitude') : isPair ? null : t('setup.form.wrong.both')}
        />
        <TextInput
          label={t('settings.longitude')}
          inputMode="decimal"
          value={longitude}
          onChange={(event) => setLongitude(event.currentTarget.value)}
          error={lon === undefined ? t('setup.form.wrong.longitude') : null}
        />
      </FormRow>
      <FormActions error={error} isRunning={isRunning} onCancel={onDone} />
    </Form>
  );
}

/** null = left empty, undefined = not a place on earth */
function degrees(text: string, limit: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Math.abs(value) <= limit ? value : undefined;
}
