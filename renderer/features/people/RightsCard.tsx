import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../lib/api.ts';
import { Card, ErrorLine, Form } from '../../ui/index.ts';
import { RetentionYears } from './RetentionYears.tsx';
import { RightsActions } from './RightsActions.tsx';

/** Rights of one person, found by number, and how long records are kept. */
export function RightsCard() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [number, setNumber] = useState('');
  const choose = (chosen: string) => {
    setTyped(chosen);
    setNumber(chosen);
  };
  return (
    <Card title={t('people.title')}>
      <div className="mv-stack">
        <Form isShort label={t('people.find')} onSubmit={() => setNumber(typed.trim())}>
          <TextInput
            label={t('people.number')}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className="mv-actions">
            <Button type="submit" variant="default" disabled={typed.trim() === ''}>
              {t('people.find')}
            </Button>
          </div>
        </Form>
        {number !== '' && <Found key={number} number={number} onErased={() => choose('')} />}
        <RetentionYears onChoose={choose} />
      </div>
    </Card>
  );
}

function Found({ number, onErased }: { number: string; onErased: () => void }) {
  const { t } = useTranslation();
  const { data: person, error } = useQuery('people.find', { number });
  return (
    <>
      <ErrorLine error={error} />
      {person && (
        <>
          <div className="mv-strong">
            {person.displayName} · {person.number}
          </div>
          {person.linkedNumbers.length > 0 && <div>{t('people.linked', { numbers: person.linkedNumbers.join(', ') })}</div>}
          <RightsActions patientId={person.patientId} onErased={onErased} />
        </>
      )}
    </>
  );
}
