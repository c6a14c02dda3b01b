import { useTranslation } from 'react-i18next';
import { AppError, errorCodes } from '../../../preload/contract/errors.ts';
import type { KnowledgePack } from '../../../preload/contract/knowledge.ts';
import { useCommand } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { Card, ConfirmButton, ErrorLine, Facts, notifyDone, Notice, useErrorText } from '../../ui/index.ts';
import { Signed } from './Signed.tsx';
import { useTableWords } from './tableWords.ts';

export function PackCard({ pack }: { pack: KnowledgePack }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTableWords();
  const textOf = useErrorText();
  const problem = errorCodes.find((code) => code === pack.problem);
  return (
    <Card title={pack.title}>
      <div className="mv-stack">
        {problem && (
          <Notice tone="red" title={t('knowledge.leftOut')}>
            {textOf(new AppError(problem, { publisher: pack.publisher }))}
          </Notice>
        )}
        <Signed signer={pack.signer} publisher={pack.publisher} fingerprint={pack.fingerprint} />
        <Facts
          facts={[
            [t('knowledge.edition'), t('knowledge.editionNumber', { edition: pack.edition, number: pack.sequence })],
            [t('knowledge.origin'), pack.origin],
            [t('knowledge.licence'), pack.licence],
            [t('knowledge.date'), format.day(pack.madeOn)],
            [t('knowledge.holds'), words(pack.tables)],
            [t('knowledge.loaded'), t('knowledge.loadedBy', { at: format.instant(pack.loadedAt), name: pack.loadedBy })],
          ]}
        />
        <Actions pack={pack} />
      </div>
    </Card>
  );
}

function Actions({ pack }: { pack: KnowledgePack }) {
  const { t } = useTranslation();
  const can = useCan();
  const removal = useCommand('knowledge.removePack');
  const back = useCommand('knowledge.fallBack');
  if (!can('Knowledge.update')) return null;
  const remove = async (reason: string) => {
    if (await removal.run({ id: pack.id, version: pack.version, reason })) notifyDone(t('knowledge.removed', { title: pack.title }));
  };
  const goBack = async (reason: string) => {
    if (await back.run({ id: pack.id, version: pack.version, reason })) notifyDone(t('knowledge.wentBack', { title: pack.title }));
  };
  return (
    <>
      <ErrorLine error={removal.error ?? back.error} />
      <div className="mv-actions">
        {pack.previous && (
          <ConfirmButton
            variant="default"
            label={t('knowledge.back')}
            title={t('knowledge.backTitle', { edition: pack.previous.edition })}
            consequence={t('knowledge.backText', { from: pack.edition, to: pack.previous.edition })}
            confirmLabel={t('knowledge.back')}
            reasonLabel={t('knowledge.reason')}
            onConfirm={goBack}
          />
        )}
        <ConfirmButton
          variant="default"
          isDanger
          label={t('knowledge.remove')}
          title={t('knowledge.removeTitle', { title: pack.title })}
          consequence={t('knowledge.removeText')}
          confirmLabel={t('knowledge.remove')}
          reasonLabel={t('knowledge.reason')}
          onConfirm={remove}
        />
      </div>
    </>
  );
}
