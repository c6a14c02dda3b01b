import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Output } from '../../../preload/contract/index.ts';
import { useCommand, useQuery } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { ErrorLine, Notice } from '../../ui/index.ts';

/** On Today: for the desk what is owed and has come in; for who prescribes what the desk handed out instead, and what it asks. */
export function DeskNotices() {
  const can = useCan();
  return (
    <>
      {can('MedicationDispense.create') && <OwedIsHere />}
      {can('MedicationRequest.create') && <FromTheDesk />}
    </>
  );
}

function OwedIsHere() {
  const { t } = useTranslation();
  const count = useQuery('dispensing.queue', { show: 'owing' }).data?.counts.canGive ?? 0;
  if (count === 0) return null;
  return (
    <Notice
      tone="green"
      actions={
        <Link href="/dispensing" className="mv-link">
          {t('dispensing.home.goTo')}
        </Link>
      }
    >
      {t('dispensing.home.owed', { count })}
    </Notice>
  );
}

const most = 3;

function FromTheDesk() {
  const notices = useQuery('dispensing.notices', {}).data?.notices ?? [];
  return (
    <>
      {notices.slice(0, most).map((notice) => (
        <OneNotice key={notice.noticeId} notice={notice} />
      ))}
    </>
  );
}

function OneNotice({ notice }: { notice: Output<'dispensing.notices'>['notices'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const seen = useCommand('dispensing.seen');
  const [answer, setAnswer] = useState('');
  const isQuestion = notice.kind === 'question';
  const words = { by: notice.writtenBy, medicine: notice.medicine, handedOut: notice.handedOut, text: notice.text };
  const isReady = !isQuestion || answer.trim().length >= 2;
  return (
    <Notice
      tone={isQuestion ? 'amber' : 'blue'}
      title={`${notice.patient.displayName}, ${notice.number}, ${format.instant(notice.writtenAt)}`}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          disabled={!isReady}
          loading={seen.isRunning}
          onClick={() => void seen.run({ noticeId: notice.noticeId, answer: answer.trim() })}
        >
          {t(isQuestion ? 'dispensing.home.answer' : 'dispensing.home.seen')}
        </Button>
      }
    >
      {notice.patient.isRestricted ? t('dispensing.home.restricted') : t(`dispensing.home.${notice.kind}`, words)}
      {isQuestion && (
        <TextInput
          aria-label={t('dispensing.home.answerTo')}
          placeholder={t('dispensing.home.answerTo')}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          maxLength={200}
        />
      )}
      <ErrorLine error={seen.error} />
    </Notice>
  );
}
