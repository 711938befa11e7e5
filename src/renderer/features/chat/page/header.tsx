import { useEffect, useRef, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import ScrollText from 'lucide-react/icons/scroll-text';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { classNames } from '../../../ui/class-names.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { AssistantButton } from '../assistant/assistant-button.tsx';
import { compareShown } from '../compare/compare-shown.ts';
import { BranchesButton, OriginButton } from '../map/branches-button.tsx';
import { PinsButton } from '../pins/pins-button.tsx';
import { useIsTemporary } from '../temporary/use-is-temporary.ts';
import { ModelPicker } from './model-picker.tsx';
import type { ParametersDialogProps } from '../parameters/parameters-dialog.tsx';
import type { PageParts } from './page.ts';
import type { SystemPromptProps } from './system-prompt.tsx';
import type { Turns } from './turns.ts';
import bar from './bar.module.css';
import styles from './header.module.css';

const SystemPrompt = deferred<SystemPromptProps>(
  async () => (await import('./system-prompt.tsx')).SystemPrompt,
);

const TemporaryBadge = deferred(
  async () => (await import('../temporary/temporary-badge.tsx')).TemporaryBadge,
);

const ParametersDialog = deferred<ParametersDialogProps>(
  async () => (await import('../parameters/parameters-dialog.tsx')).ParametersDialog,
);

function selectAll(input: HTMLInputElement | null): void {
  input?.select();
}

interface TitleInputProps {
  readonly title: string;
  /** Null if the title is unchanged. */
  readonly onDone: (title: string | null) => void;
  /** Called when a key ended the edit, so that the focus can move on. */
  readonly onLeave: () => void;
}

function TitleInput({ title, onDone, onLeave }: TitleInputProps) {
  const isDone = useRef(false);
  const end = (next: string | null): void => {
    // Removing the box blurs it once more.
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = next?.trim() ?? '';
    onDone(trimmed === '' || trimmed === title ? null : trimmed);
  };
  return (
    <input
      ref={selectAll}
      className={styles.titleInput}
      aria-label={t('page.title')}
      defaultValue={title}
      maxLength={500}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) {
          return;
        }
        event.preventDefault();
        end(event.key === 'Enter' ? event.currentTarget.value : null);
        onLeave();
      }}
    />
  );
}

function Title({
  conversationId,
  page,
}: {
  readonly conversationId: Id;
  readonly page: PageParts;
}) {
  const controller = useController();
  const title = useApp((state) => state.heads[conversationId]?.title ?? '');
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const isTemporary = useIsTemporary(conversationId);
  const [isEditing, setEditing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isReadOnly || isEditing) return undefined;
    const abort = new AbortController();
    const edit = (): void => setEditing(true);
    heading.current?.addEventListener('dblclick', edit, { signal: abort.signal });
    return () => abort.abort();
  }, [isReadOnly, isEditing]);
  useEffect(() => {
    if (isEditing) return undefined;
    const abort = new AbortController();
    const dragOut = (event: DragEvent): void => {
      event.preventDefault();
      void page.ask('drag out', () =>
        controller.command('library.dragOut', { kind: 'conversation', conversationId }),
      );
    };
    heading.current?.addEventListener('dragstart', dragOut, { signal: abort.signal });
    return () => abort.abort();
  }, [controller, page, conversationId, isEditing]);

  if (isEditing) {
    return (
      <TitleInput
        title={title}
        onDone={(next) => {
          setEditing(false);
          if (next === null) return;
          void page.tell(() =>
            controller.command('conversation.update', {
              conversationIds: [conversationId],
              patch: { title: next },
            }),
          );
        }}
        onLeave={page.focusComposer}
      />
    );
  }
  return (
    <div className={styles.titleBox}>
      <h1
        ref={heading}
        className={classNames(bar.title, styles.title)}
        title={title}
        dir="auto"
        draggable
      >
        {title}
      </h1>
      {isTemporary && <TemporaryBadge />}
      <OriginButton conversationId={conversationId} />
      {!isReadOnly && (
        <IconButton
          label={t('page.rename')}
          data-command="rename"
          size="small"
          className={styles.rename}
          onClick={() => setEditing(true)}
        >
          <Pencil size={14} />
        </IconButton>
      )}
    </div>
  );
}

interface HeaderProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** The title, the model, and the dialogs for everything else that the model is told. */
export function Header({ conversationId, page, turns }: HeaderProps) {
  const newFolder = useApp((state) => state.newFolder);
  const [open, setOpen] = useState<'prompt' | 'parameters' | null>(null);
  // Once mounted they stay, so that they can return the focus.
  const [had, setHad] = useState({ prompt: false, parameters: false });
  if (open !== null && !had[open]) setHad({ ...had, [open]: true });
  const shared = { conversationId, turns, onClose: () => setOpen(null) };
  return (
    <header className={classNames(bar.bar, styles.header)}>
      {conversationId === null ? (
        <h1 className={classNames(bar.title, styles.title)} dir="auto">
          {newFolder === null
            ? t('page.new_conversation')
            : t('page.new_conversation.in_folder', { folder: newFolder })}
        </h1>
      ) : (
        <Title key={conversationId} conversationId={conversationId} page={page} />
      )}
      <div className={classNames(bar.controls, styles.controls)}>
        {conversationId !== null && <BranchesButton conversationId={conversationId} />}
        {conversationId !== null && (
          <PinsButton key={`pins-${conversationId}`} conversationId={conversationId} />
        )}
        <ModelPicker
          key={`model-${conversationId ?? 'new'}`}
          conversationId={conversationId}
          page={page}
          turns={turns}
          onCompare={() => compareShown.set(true)}
        />
        <AssistantButton
          key={`assistant-${conversationId ?? 'new'}`}
          conversationId={conversationId}
          page={page}
          turns={turns}
        />
        <IconButton
          label={t('parameters.title')}
          data-command="parameters"
          onClick={() => setOpen('parameters')}
        >
          <SlidersHorizontal size={18} />
        </IconButton>
        <IconButton
          label={t('system_prompt.title')}
          data-command="system"
          onClick={() => setOpen('prompt')}
        >
          <ScrollText size={18} />
        </IconButton>
      </div>
      {had.parameters && (
        <ParametersDialog
          key={`parameters-${conversationId ?? 'new'}`}
          {...shared}
          open={open === 'parameters'}
        />
      )}
      {had.prompt && (
        <SystemPrompt
          key={`prompt-${conversationId ?? 'new'}`}
          {...shared}
          open={open === 'prompt'}
        />
      )}
    </header>
  );
}
