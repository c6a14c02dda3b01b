import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, Form, FormActions, notifyDone, Tag } from '../../ui/index.ts';

/** The key that signs our papers, and the former ones: renewed by plan, or withdrawn because it may be in other hands. */
export function KeyCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const keys = useQuery('prescriptionSeals.keys', {}).data?.keys ?? [];
  const renew = useCommand('prescriptionSeals.renewKey');
  const [isOpen, setOpen] = useState(false);
  const [isLost, setLost] = useState(false);
  const [reason, setReason] = useState('');
  const save = async () => {
    if (!(await renew.run({ isLost, reason: reason.trim() }))) return;
    setOpen(false);
    setReason('');
    setLost(false);
    notifyDone(t('prescriptionSeals.key.renewed'));
  };
  return (
    <Card title={t('prescriptionSeals.key.title')}>
      <div className="mv-stack">
        <span className="mv-muted">{t('prescriptionSeals.key.intro')}</span>
        {keys.length === 0 ? (
          <span>{t('prescriptionSeals.key.none')}</span>
        ) : (
          <ul className="mv-list">
            {keys.map((key) => (
              <li key={key.keyId}>
                <span className="mv-number">{key.keyId}</span>{' '}
                {key.retiredAt === null ? (
                  <Tag tone="green">{t('prescriptionSeals.key.now', { since: format.dayOf(key.createdAt) })}</Tag>
                ) : (
                  <Tag tone={key.isWithdrawn ? 'red' : 'grey'}>
                    {t(key.isWithdrawn ? 'prescriptionSeals.key.withdrawn' : 'prescriptionSeals.key.former', {
                      from: format.dayOf(key.createdAt),
                      until: format.dayOf(key.retiredAt),
                    })}
                  </Tag>
                )}
              </li>
            ))}
          </ul>
        )}
        {isOpen ? (
          <Form label={t('prescriptionSeals.key.renew')} onSubmit={() => void save()} onCancel={() => setOpen(false)}>
            <TextInput
              label={t('prescriptionSeals.key.reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              required
              autoFocus
            />
            <Checkbox
              label={t('prescriptionSeals.key.lost')}
              description={t('prescriptionSeals.key.lostHint')}
              checked={isLost}
              onChange={(event) => setLost(event.currentTarget.checked)}
            />
            <FormActions
              save={t('prescriptionSeals.key.renew')}
              isDisabled={reason.trim().length < 3}
              isRunning={renew.isRunning}
              error={renew.error}
              onCancel={() => setOpen(false)}
            />
          </Form>
        ) : (
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            {t('prescriptionSeals.key.renew')}
          </Button>
        )}
      </div>
    </Card>
  );
}
