import { useState } from 'react';
import CircleCheck from 'lucide-react/icons/circle-check';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useController } from '../../../client/use-app.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { useKnownModels } from '../../../common/models/use-known-models.ts';
import { keyText } from './key-text.ts';
import type { ModelsDialogProps } from './models/models-dialog.tsx';
import { useModels, type ModelsState } from './use-models.ts';
import styles from '../settings.module.css';

const ModelsDialog = deferred<ModelsDialogProps>(
  async () => (await import('./models/models-dialog.tsx')).ModelsDialog,
);

function TestResult({ state }: { readonly state: ModelsState }) {
  switch (state.kind) {
    case 'none':
    case 'loading':
      return null;
    case 'failed':
      return <ErrorCallout>{sentenceOf(state.error)}</ErrorCallout>;
    case 'listed': {
      const count = state.models.length;
      return (
        <p role="status" className={styles.fine}>
          <CircleCheck size={16} aria-hidden />
          {count === 0
            ? t('settings.providers.test.no_models')
            : t('settings.providers.test.models', { count })}
        </p>
      );
    }
  }
}

/** One provider: its facts, its status and its actions. */
export function ProviderCard({
  provider,
  onEdit,
}: {
  readonly provider: ProviderView;
  readonly onEdit: () => void;
}) {
  const controller = useController();
  const [models, list] = useModels(provider.id);
  const known = useKnownModels([provider.id]);
  /** Once opened, the dialog stays mounted, so that it can return the focus. */
  const [showing, setShowing] = useState<{ readonly isOpen: boolean } | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useProblem();
  const { text, needsCare } = keyText(provider);
  const remove = async (): Promise<void> => {
    setAsking(false);
    const result = await controller.command('providers.delete', { providerId: provider.id });
    setProblem(result.ok ? null : result.error);
  };
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <div className={styles.cardWords}>
          <span className={styles.cardName}>{provider.name}</span>
          {provider.kind !== 'demo' && <span className={styles.url}>{provider.baseUrl}</span>}
          {!needsCare && <span className={styles.quiet}>{text}</span>}
        </div>
        <div className={styles.cardActions}>
          <Button
            size="small"
            tone="quiet"
            aria-label={t('settings.providers.models_of', { provider: provider.name })}
            onClick={() => {
              setShowing({ isOpen: true });
              void known.load(false);
            }}
          >
            {t('settings.providers.models')}
          </Button>
          <Button size="small" disabled={models.kind === 'loading'} onClick={() => void list(true)}>
            {t('settings.test')}
          </Button>
          {provider.kind !== 'demo' && (
            <IconButton
              label={t('settings.edit', { name: provider.name })}
              size="small"
              data-opens-form={provider.id}
              onClick={onEdit}
            >
              <Pencil size={16} />
            </IconButton>
          )}
          <IconButton
            label={t('settings.delete', { name: provider.name })}
            size="small"
            onClick={() => setAsking(true)}
          >
            <Trash2 size={16} />
          </IconButton>
        </div>
      </div>
      {needsCare && <NoteCallout tone="warning">{text}</NoteCallout>}
      {provider.extrasProblem !== null && (
        <NoteCallout tone="warning">{sentenceOf(provider.extrasProblem)}</NoteCallout>
      )}
      <TestResult state={models} />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      {showing !== null && (
        <ModelsDialog
          open={showing.isOpen}
          provider={provider}
          listing={known.listing}
          onClose={() => setShowing({ isOpen: false })}
        />
      )}
      <ConfirmDialog
        open={asking}
        title={t('settings.delete.title', { name: provider.name })}
        confirm={t('settings.providers.delete.confirm')}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        {t('settings.providers.delete.body')}
      </ConfirmDialog>
    </div>
  );
}
