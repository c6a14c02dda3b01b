import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../lib/api.ts';
import { ErrorLine, Form, FormActions, notifyDone } from '../../ui/index.ts';
import { useStockView } from '../inventory/store.ts';

/** Filters of the stock list, kept by name: one click brings one back. */
export function ViewsMenu() {
  const { t } = useTranslation();
  const found = useQuery('stockViews.list', {});
  const save = useCommand('stockViews.save');
  const remove = useCommand('stockViews.remove');
  const now = useStockView();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const keep = async () => {
    if (name.trim() === '') return;
    const status = now.status === 'all' ? null : now.status;
    if (!(await save.run({ name: name.trim(), filter: now.filter, status, sort: now.sort }))) return;
    notifyDone(t('stockReports.views.saved', { name: name.trim() }));
    setNaming(false);
    setName('');
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={14} aria-hidden="true" />}>
            {t('stockReports.views.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {found.data?.views.map((view) => (
            <Menu.Item
              key={view.viewId}
              onClick={() => useStockView.setState({ filter: view.filter, status: view.status ?? 'all', sort: view.sort })}
              rightSection={
                <ActionIcon
                  component="span"
                  role="button"
                  size="xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t('stockReports.views.remove', { name: view.name })}
                  onClick={(event) => {
                    event.stopPropagation();
                    void remove.run({ viewId: view.viewId });
                  }}
                >
                  <X size={12} aria-hidden="true" />
                </ActionIcon>
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          {found.data?.views.length === 0 && <Menu.Label>{t('stockReports.views.none')}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t('stockReports.views.save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ErrorLine error={remove.error} />
      <Modal opened={isNaming} onClose={() => setNaming(false)} title={t('stockReports.views.save')} centered closeButtonProps={{ 'aria-label': t('ui.close') }}>
        <Form onSubmit={() => void keep()} onCancel={() => setNaming(false)} isShort>
          <TextInput label={t('stockReports.views.name')} description={t('stockReports.views.hint')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} data-autofocus />
          <FormActions isDisabled={name.trim() === ''} isRunning={save.isRunning} error={save.error} onCancel={() => setNaming(false)} />
        </Form>
      </Modal>
    </>
  );
} // prettier-ignore
