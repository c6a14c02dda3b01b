import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { CalendarPlus, Lock, Moon, Package, Search, Sun, User, UserPlus } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Permission } from '../../../preload/contract/method.ts';
import { useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { lockSession, useCan } from '../../lib/session.ts';
import { Kbd } from '../../ui/signs.tsx';
import { useUnits } from '../inventory/words.ts';
import { routes } from '../routes.tsx';
import { useIsDark } from './colorScheme.ts';
import { useThingEntries } from './paletteThings.tsx';
import { choosePreference } from './preferences.ts';

const [paletteStore, paletteActions] = createSpotlight();
export const palette = paletteActions;

export type Entry = {
  key: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  right?: ReactNode;
  /** a place, or what it does here */
  go: string | (() => void);
};

/** Ctrl+K or `/`: patients, stock and actions from one field. */
export function Palette() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 120);
  const [, navigate] = useLocation();
  const { actions, places } = useActionEntries(typed.trim());
  const isCommand = [...actions, ...places].some((entry) => beginsWith(entry.label, typed.trim()));
  const patients = usePatientEntries(text);
  const items = useItemEntries(text);
  const others = useThingEntries(text);
  useFirstLetters(setTyped);
  const things = [
    // somebody whose name only resembles a command was not meant by it
    { label: t('frame.palette.patients'), entries: isCommand ? patients.filter((entry) => hasWord(entry, text)) : patients },
    { label: t('frame.palette.items'), entries: [...items, ...others] },
  ];
  const commands = [
    { label: t('frame.palette.actions'), entries: actions },
    { label: t('frame.palette.goTo'), entries: places },
  ];
  const groups = (isCommand ? [...commands, ...things] : [...things, ...commands]).filter((group) => group.entries.length > 0);
  const first = groups[0]?.entries[0];
  const hasGone = useRef(false);
  /** The dialog gives the focus back to where it was; who has gone elsewhere goes on in what was opened. */
  const onClosed = () => {
    if (hasGone.current) document.querySelector<HTMLElement>('#main')?.focus();
    hasGone.current = false;
  };
  const go = (entry: Entry) => {
    palette.close();
    if (typeof entry.go !== 'string') return entry.go();
    navigate(entry.go);
    hasGone.current = true;
  };
  return (
    <Spotlight.Root
      store={paletteStore}
      className="mv-palette"
      query={typed}
      onQueryChange={setTyped}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
      title={t('frame.palette.title')}
      size={600}
      yOffset={72}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      onExitTransitionEnd={onClosed}
    >
      <Spotlight.Search
        size="md"
        placeholder={t('frame.palette.placeholder')}
        aria-label={t('frame.palette.placeholder')}
        leftSection={<Search size={16} aria-hidden="true" />}
        onKeyDown={(event) => {
          // Enter takes the first without arrows
          if (event.key === 'Enter' && first && paletteStore.getState().selected === -1) go(first);
        }}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.entries.map((entry) => (
              <Spotlight.Action
                key={entry.key}
                label={entry.label}
                {...(entry.detail ? { description: entry.detail } : {})}
                leftSection={entry.icon}
                rightSection={entry.right}
                className={entry === first ? 'mv-palette-first' : undefined}
                onClick={() => go(entry)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('frame.palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Letters typed before the field has the focus are the first ones of it, and reach nothing behind the dialog. */
function useFirstLetters(setTyped: (change: (before: string) => string) => void): void {
  const { opened } = useSpotlight(paletteStore);
  useEffect(() => {
    if (!opened) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.activeElement?.closest('.mv-palette')) return;
      if (event.key.length !== 1 && event.key !== 'Backspace') return;
      event.preventDefault();
      event.stopPropagation();
      setTyped((before) => (event.key === 'Backspace' ? before.slice(0, -1) : before + event.key));
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [opened, setTyped]);
}

/** "lock" asks for Lock, "pat" for Patients: three letters are no chance. */
function beginsWith(label: string, typed: string): boolean {
  return typed.length >= 3 && label.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase());
}

function hasWord(entry: Entry, typed: string): boolean {
  return `${entry.label} ${entry.detail ?? ''}`.split(/[\s,·]+/).some((word) => beginsWith(word, typed));
}

function usePatientEntries(text: string): Entry[] {
  const can = useCan();
  const format = useFormat();
  const found = useQuery('patients.search', { text, limit: 7 }, { enabled: text.length >= 2 && can('Patient.read'), keepPrevious: true });
  if (text.length < 2) return [];
  return (found.data?.patients ?? []).map((patient) => ({
    key: patient.patientId,
    label: patient.displayName,
    detail: [patient.number, format.age(patient.birthDate, patient.birthDatePrecision), patient.village].filter(Boolean).join(' · '),
    icon: <User size={16} aria-hidden="true" />,
    go: `/patients/${patient.patientId}`,
  }));
}

function useItemEntries(text: string): Entry[] {
  const { t } = useTranslation();
  const can = useCan();
  const units = useUnits();
  const found = useQuery(
    'inventory.items',
    { filter: text, limit: 6 },
    { enabled: text.length >= 2 && can('InventoryItem.read'), keepPrevious: true },
  );
  if (text.length < 2) return [];
  return (found.data?.items ?? []).map((item) => ({
    key: item.itemId,
    label: item.name,
    detail: t('frame.palette.onHand', { quantity: units.count(item.onHand, item.unit) }),
    icon: <Package size={16} aria-hidden="true" />,
    go: `/stock/${item.itemId}`,
  }));
}

function useActionEntries(text: string): { actions: Entry[]; places: Entry[] } {
  const { t } = useTranslation();
  const can = useCan();
  const isDark = useIsDark();
  const wanted = text.toLocaleLowerCase();
  const fits = (entry: Entry) => entry.label.toLocaleLowerCase().includes(wanted);
  const all: readonly (Entry & { permission: Permission })[] = [
    {
      key: 'register',
      permission: 'Patient.create',
      label: t('frame.palette.registerPatient'),
      icon: <UserPlus size={16} />,
      go: '/patients/new',
    },
    {
      key: 'book',
      permission: 'Appointment.create',
      label: t('frame.palette.bookAppointment'),
      icon: <CalendarPlus size={16} />,
      go: '/appointments/new',
    },
    { key: 'walk-in', permission: 'Encounter.create', label: t('frame.palette.walkIn'), icon: <UserPlus size={16} />, go: '/queue/new' },
    {
      key: 'theme',
      permission: 'self',
      label: t(isDark ? 'frame.theme.toLight' : 'frame.theme.toDark'),
      icon: isDark ? <Sun size={16} /> : <Moon size={16} />,
      go: () => choosePreference({ theme: isDark ? 'light' : 'dark' }),
    },
    { key: 'lock', permission: 'self', label: t('frame.lock'), icon: <Lock size={16} />, go: () => lockSession('asked') },
  ];
  const places = routes.flatMap((route): Entry[] => {
    if (!route.rail || !can(route.permission)) return [];
    const Icon = route.rail.icon;
    const right = (
      <span>
        <Kbd>g</Kbd> <Kbd>{route.rail.goKey}</Kbd>
      </span>
    );
    return [{ key: route.path, label: t(route.labelKey), icon: <Icon size={16} aria-hidden="true" />, right, go: route.rail.href }];
  });
  return { actions: all.filter((entry) => can(entry.permission) && fits(entry)), places: places.filter(fits) };
}
