import { useEffect, useState } from 'react';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Download from 'lucide-react/icons/download';
import Plus from 'lucide-react/icons/plus';
import Upload from 'lucide-react/icons/upload';
import type { Prompts } from '../../../../shared/model/prompts/prompt.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
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
      <h3 id="prompts">Prompts</h3>
      {prompts.length === 0 && editing === null && (
        <EmptyState icon={<MessageSquareText size={28} />} title="No prompts yet">
          A prompt is a text that you use again and again. Type / in the message box to find it.
        </EmptyState>
      )}
      {prompts.length > 0 && <p className={styles.hint}>Type / in the message box to use one.</p>}
      {prompts.length >= searchFrom && (
        <TextField
          label="Search prompts"
          hideLabel
          type="search"
          placeholder="Search prompts"
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
        <p className={styles.hint}>No prompt has these words.</p>
      )}
      <div role="status">
        {deleted !== null && (
          <div className={styles.deleted}>
            <span>
              Deleted <bdi>{visibleText(deleted.name)}</bdi>
            </span>
            <Button size="small" data-undo onClick={() => void actions.undo()}>
              Undo
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
            New prompt
          </Button>
          <Button tone="quiet" icon={<Upload size={16} />} onClick={() => void actions.import()}>
            Import…
          </Button>
          {prompts.length > 0 && (
            <Button
              tone="quiet"
              icon={<Download size={16} />}
              onClick={() => void actions.export()}
            >
              Export…
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
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void controller.loadPrompts().then((result) => {
      setProblem(result.ok ? null : sentenceOf(result.error));
    });
  }, [controller]);
  if (problem !== null) return <ErrorCallout>{problem}</ErrorCallout>;
  if (prompts === null) return <Skeleton lines={6} label="Loading prompts" />;
  return (
    <div className={settings.fields}>
      <List prompts={prompts} />
    </div>
  );
}
