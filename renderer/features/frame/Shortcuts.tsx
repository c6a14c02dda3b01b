import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.ts';
import { Kbd } from '../../ui/signs.tsx';
import { type VisitPart, visitKeys } from '../encounters/visitKeys.ts';
import { routes } from '../routes.tsx';

/** The `?` overlay. */
export function Shortcuts(props: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const places = routes.flatMap((route) =>
    route.rail && can(route.permission) ? [[['g', route.rail.goKey], t(route.labelKey)] as const] : [],
  );
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t('frame.shortcuts.title')}
      size={720}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className="mv-shortcuts">
        <div>
          <Keys
            title={t('frame.shortcuts.everywhere')}
            keys={[
              [['Ctrl', 'K'], t('frame.shortcuts.palette')],
              [['/'], t('frame.shortcuts.search')],
              [['?'], t('frame.shortcuts.help')],
              [['Ctrl', 'L'], t('frame.shortcuts.lock')],
            ]}
          />
          <Keys
            title={t('frame.shortcuts.inForms')}
            keys={[
              [['Enter'], t('frame.shortcuts.nextField')],
              [['Ctrl', 'Enter'], t('frame.shortcuts.save')],
              [['Esc'], t('frame.shortcuts.leave')],
            ]}
          />
          <Keys
            title={t('frame.shortcuts.inTables')}
            keys={[
              [['↑', '↓'], t('frame.shortcuts.move')],
              [['Home', 'End'], t('frame.shortcuts.ends')],
              [['Enter'], t('frame.shortcuts.open')],
              [[t('frame.shortcuts.letters')], t('frame.shortcuts.find')],
              [['Ctrl', 'C'], t('frame.shortcuts.copy')],
            ]}
          />
          <Keys
            title={t('frame.shortcuts.inVisit')}
            keys={(Object.keys(visitKeys) as VisitPart[]).map((part) => [[visitKeys[part]], t(`encounters.keys.${part}`)])}
          />
        </div>
        <Keys title={t('frame.shortcuts.goTo')} keys={places} />
      </div>
    </Modal>
  );
}

function Keys(props: { title: string; keys: readonly (readonly [keys: readonly string[], what: string])[] }) {
  return (
    <section>
      <h3>{props.title}</h3>
      <dl>
        {props.keys.map(([keys, what]) => (
          <Fragment key={what}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
