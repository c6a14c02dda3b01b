import { Button, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/api.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Card, Facts } from '../../ui/Page.tsx';
import { Notice, StatusDot } from '../../ui/signs.tsx';
import { PortForm } from './PortForm.tsx';

type Sharing = Output<'seats.sharing'>;

export function SharingCard({ sharing, canChange }: { sharing: Sharing; canChange: boolean }) {
  const { t } = useTranslation();
  const { run, error, isRunning } = useCommand('seats.setSharing');
  const [isEnding, setEnding] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const { isOn, port, hostName, version } = sharing;
  const turn = async (on: boolean) => {
    await run({ isOn: on, port, hostName, version });
    setEnding(false);
  };
  return (
    <Card title={t('seats.sharing.title')}>
      <div className="mv-stack">
        <Switch
          label={t('seats.sharing.label')}
          aria-describedby="sharing-hint"
          checked={isOn}
          disabled={!canChange || isRunning}
          onChange={(event) => (event.currentTarget.checked ? void turn(true) : setEnding(true))}
        />
        <p id="sharing-hint" className="mv-seat-lead mv-seat-hint">
          {t('seats.sharing.hint')}
        </p>
        <ErrorLine error={error} />
        {sharing.problem === 'port.in_use' && (
          <Notice tone="red" isLive>
            {t('seats.sharing.portInUse', { port })}
          </Notice>
        )}
        {sharing.problem === 'internal' && (
          <Notice tone="red" isLive>
            {t('seats.sharing.internal')}
          </Notice>
        )}
        {isOn && <HowToReach sharing={sharing} />}
        {isEditing ? (
          <PortForm sharing={sharing} onDone={() => setEditing(false)} />
        ) : (
          canChange && (
            <div className="mv-actions">
              <Button size="compact-sm" variant="subtle" onClick={() => setEditing(true)}>
                {t('seats.sharing.settings')}
              </Button>
            </div>
          )
        )}
      </div>
      <Modal
        opened={isEnding}
        onClose={() => setEnding(false)}
        title={t('seats.sharing.turnOff.title')}
        centered
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <div className="mv-stack">
          <div>{t('seats.sharing.turnOff.text')}</div>
          <div className="mv-actions">
            <Button color="red" loading={isRunning} onClick={() => void turn(false)}>
              {t('seats.sharing.turnOff.confirm')}
            </Button>
            <Button variant="default" onClick={() => setEnding(false)}>
              {t('ui.cancel')}
            </Button>
          </div>
        </div>
      </Modal>
    </Card>
  );
}

function HowToReach({ sharing }: { sharing: Sharing }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        [
          t('seats.sharing.state'),
          <StatusDot key="state" tone={sharing.isListening ? 'green' : sharing.problem ? 'red' : 'amber'}>
            {t(sharing.isListening ? 'seats.sharing.listening' : 'seats.sharing.starting')}
          </StatusDot>,
        ],
        [
          t('seats.sharing.addresses'),
          sharing.addresses.length === 0 ? (
            t('seats.sharing.noAddress')
          ) : (
            <ul key="addresses" className="mv-seat-addresses">
              {sharing.addresses.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          ),
        ],
        [
          t('seats.sharing.fingerprint'),
          <div key="fingerprint">
            <Fingerprint text={sharing.certificateSha256} />
            <small className="mv-muted">{t('seats.sharing.fingerprintHint')}</small>
          </div>,
        ],
      ]}
    />
  );
}

/** In rows of eight pairs, so that two people can read it to each other without losing the place. */
function Fingerprint({ text }: { text: string | null }) {
  if (text === null) return '—';
  const pairs = text.split(':');
  const rows = Array.from({ length: Math.ceil(pairs.length / 8) }, (_, row) => pairs.slice(row * 8, row * 8 + 8).join(':'));
  return (
    <div className="mv-fingerprint">
      {rows.map((row) => (
        <div key={row}>{row}</div>
      ))}
    </div>
  );
}
