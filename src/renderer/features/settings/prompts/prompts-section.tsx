import { useEffect, useState } from 'react';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Download from 'lucide-react/icons/download';
import Plus from 'lucide-react/icons/plus';
import Upload from 'lucide-react/icons/upload';
import { t } from '../../../../shared/language/translate.ts';
import type { Prompts } from '../../../../shared/model/prompts/prompt.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useOpenForm } from '../use-open-form.ts';
import { FolderList } from './folder-list.tsx';
import { PromptFormView } from './prompt-form.tsx';
import { folderNames, foldersOf, importedWords, searchFrom } from './prompt-list.ts';
import { usePromptActions } from './use-prompt-actions.ts';
import { SettingHeading } from '../setting-heading.tsx';
import settings from '../settings.module.css';
import styles from './prompts.module.css';

/** The list of prompts, and what can be done with them. */
function List({ prompts }: { readonly prompts: Prompts }) {
  const actions = usePromptActions(prompts);
  const [search, setSearch] = useState('');
  const { editing, open, close, section } = useOpenForm();
  const { deleted, restored } = actions;
  useEffect(() => {
    if (deleted !== null) section.current?.querySelector<HTMLElement>('[data-undo]')?.focus();
  }, [deleted, section]);
  useEffect(() => {
    if (restored === null) return;
    const selector = `[data-opens-form="${CSS.escape(restored)}"]`;
    section.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [restored, section]);
  const folders = folderNames(prompts);
  const found = foldersOf(prompts, prompts.length < searchFrom ? '' : search);
  return (
    <section ref={section} className={settings.group} aria-labelledby="prompts">
      <SettingHeading id="prompts" setting="prompts" />
      {prompts.length === 0 && editing === null && (
        <EmptyState icon={<MessageSquareText size={28} />} title={t('settings.prompts.none')}>
          {t('settings.prompts.none_hint')}
        </EmptyState>
      )}
      {prompts.length > 0 && <p className={styles.hint}>{t('settings.prompts.hint')}</p>}
      {prompts.length >= searchFrom && (
        <TextField
          label={t('settings.prompts.search')}
          hideLabel
          type="search"
          placeholder={t('settings.prompts.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <FolderList
        found={found}
        editing={editing}
        form={(prompt) => <PromptFormView prompt={prompt} folders={folders} onDone={close} />}
        onEdit={open}
        onDuplicate={(prompt) => void actions.duplicate(prompt)}
        onDelete={(prompt) => void actions.remove(prompt)}
      />
      {prompts.length > 0 && found.length === 0 && (
        <p className={styles.hint}>{t('settings.prompts.none_found')}</p>
      )}
      <div role="status">
        {deleted !== null && (
          <div className={styles.deleted}>
            <span>
              <RichMessage
                id="settings.prompts.deleted"
                values={{ name: () => <bdi>{visibleText(deleted.name)}</bdi> }}
              />
            </span>
            <Button size="small" data-undo onClick={() => void actions.undo()}>
              {t('common.undo')}
            </Button>
          </div>
        )}
      </div>
      {editing === 'new' ? (
        <div className={settings.cards}>
          <PromptFormView prompt={null} folders={folders} onDone={close} />
        </div>
      ) : (
        <div className={settings.buttons}>
          <Button icon={<Plus size={16} />} data-opens-form="new" onClick={() => open('new')}>
            {t('settings.prompts.new')}
          </Button>
          <Button tone="quiet" icon={<Upload size={16} />} onClick={() => void actions.import()}>
            {t('settings.prompts.import')}
          </Button>
          {prompts.length > 0 && (
            <Button
              tone="quiet"
              icon={<Download size={16} />}
              onClick={() => void actions.export()}
            >
              {t('settings.prompts.export')}
            </Button>
          )}
        </div>
      )}
      <p role="status" className={styles.hint}>
        {actions.imported === null ? '' : importedWords(actions.imported)}
      </p>
      {actions.problem !== null && <ErrorCallout>{actions.problem}</ErrorCallout>}
    </section>
  );
}

/** The settings of saved prompts. */
export function PromptsSection() {
  const controller = useController();
  const prompts = useApp((state) => state.prompts);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    void controller.loadPrompts().then((result) => {
      setProblem(result.ok ? null : result.error);
    });
  }, [controller, setProblem]);
  if (problem !== null) return <ErrorCallout>{problem}</ErrorCallout>;
  if (prompts === null) return <Skeleton lines={6} label={t('settings.prompts.loading')} />;
  return (
    <div className={settings.fields}>
      <List prompts={prompts} />
    </div>
  );
}
