import { Button, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { facilityType } from '../../../preload/contract/facility.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { useSharedEdit } from '../../lib/sharedEdit.ts';
import {
  Card,
  EditConflict,
  ErrorLine,
  Facts,
  focusFirstError,
  Form,
  FormActions,
  FormRow,
  notifyDone,
  SkeletonRows,
} from '../../ui/index.ts';
import { useSettingEditors } from '../configuration/useSettingEditors.ts';
import { parseDegrees } from '../place/degrees.ts';
import { PlaceFields } from '../place/PlaceFields.tsx';
import { timeZones } from '../place/timeZones.ts';

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
            [
              t('settings.phone'),
              profile.phone || (
                <span key="noPhone" className="mv-muted">
                  {t('settings.noPhone')}
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
  const box = useRef<HTMLDivElement>(null);
  const { run, error, isRunning, reset } = useCommand('facility.amend');
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const saved = { version: profile.version, values: toValues(profile) };
  const edit = useSharedEdit(saved);
  const { values, set, behind } = edit;
  const editors = useSettingEditors('facility', '', behind);
  const latitude = parseDegrees(values.latitude, 90);
  const longitude = parseDegrees(values.longitude, 180);
  const isPair = (latitude === null) === (longitude === null);
  const isShort = values.name.trim().length < 2;
  const goOnWith = (next: typeof values) => {
    edit.goOnWith(next);
    reset();
  };
  const save = async () => {
    setChecked(true);
    if (isShort || latitude === undefined || longitude === undefined || !isPair) return focusFirstError(box.current);
    const { name, type, timeZone, locale, phone } = values;
    const answer = await run({
      version: edit.base.version,
      name: name.trim(),
      type: type as Profile['type'],
      timeZone,
      locale: locale === 'fr' ? 'fr' : 'en',
      phone: phone.trim(),
      latitude,
      longitude,
      reason: reason.trim(),
    });
    if (!answer) return undefined;
    notifyDone(t('settings.saved'));
    return onDone();
  };
  const typeWords = facilityType.options.map((value) => ({ value, label: t(`setup.form.types.${value}`) }));
  return (
    <div ref={box}>
      <Form label={t('settings.facility')} onSubmit={() => void save()} onCancel={onDone}>
        <TextInput
          label={t('settings.name')}
          value={values.name}
          autoFocus
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={isChecked && isShort ? t('setup.form.wrong.short') : null}
        />
        <FormRow>
          <Select
            label={t('settings.type')}
            data={typeWords}
            value={values.type}
            allowDeselect={false}
            onChange={(type) => type && set({ type })}
          />
          <TextInput
            label={t('settings.phone')}
            value={values.phone}
            onChange={(event) => set({ phone: event.currentTarget.value })}
            maxLength={40}
          />
        </FormRow>
        <FormRow>
          <Select
            label={t('settings.timeZone')}
            data={timeZones()}
            searchable
            limit={60}
            value={values.timeZone}
            allowDeselect={false}
            onChange={(timeZone) => timeZone && set({ timeZone })}
          />
          <Select
            label={t('settings.locale')}
            data={[
              { value: 'en', label: t('frame.language.en') },
              { value: 'fr', label: t('frame.language.fr') },
            ]}
            value={values.locale}
            allowDeselect={false}
            onChange={(locale) => locale && set({ locale })}
          />
        </FormRow>
        <PlaceFields
          latitude={values.latitude}
          longitude={values.longitude}
          onChange={set}
          errors={{
            latitude: latitude === undefined ? t('setup.form.wrong.latitude') : isPair ? null : t('setup.form.wrong.both'),
            longitude: longitude === undefined ? t('setup.form.wrong.longitude') : null,
          }}
        />
        <TextInput label={t('settings.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
        {behind > 0 && !isRunning && (
          <EditConflict
            editors={editors}
            base={edit.base.values}
            theirs={saved.values}
            mine={values}
            label={(field) => t(`settings.${field}`)}
            say={(field, value) => (field === 'type' ? (typeWords.find((one) => one.value === value)?.label ?? value) : value)}
            onMerge={goOnWith}
            onReload={() => goOnWith(saved.values)}
          />
        )}
        <FormActions error={error?.code === 'version.conflict' && behind > 0 ? null : error} isRunning={isRunning} onCancel={onDone} />
      </Form>
    </div>
  );
}

const toValues = (profile: Profile) => ({
  name: profile.name,
  type: profile.type as string,
  timeZone: profile.timeZone,
  locale: profile.locale,
  phone: profile.phone,
  latitude: profile.latitude?.toString() ?? '',
  longitude: profile.longitude?.toString() ?? '',
});
