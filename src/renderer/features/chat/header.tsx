import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import ScrollText from 'lucide-react/icons/scroll-text';
import type { Id } from '../../../shared/conversation.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useController } from '../../use-app.ts';
import { ModelPicker } from './model-picker.tsx';
import type { PageParts } from './page.ts';
import { SystemPrompt } from './system-prompt.tsx';
import type { Turns } from './turns.ts';
import styles from './header.module.css';

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
  const [isEditing, setEditing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), [isEditing]);

  const save = async (): Promise<void> => {
    const next = input.current?.value.trim() ?? '';
    setEditing(false);
    if (next === '' || next === title) return;
    const result = await controller.command('conversation.rename', { conversationId, title: next });
    page.report(result.ok ? null : result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      void save();
      page.focusComposer();
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      setEditing(false);
      page.focusComposer();
    }
  };

  if (isEditing) {
    return (
      <input
        ref={input}
        className={styles.titleInput}
        aria-label="Title"
        defaultValue={title}
        maxLength={500}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
    );
  }
  return (
    <div className={styles.titleBox}>
      <h1
        className={styles.title}
        title={title}
        onDoubleClick={() => {
          if (!isReadOnly) setEditing(true);
        }}
      >
        {title}
      </h1>
      {!isReadOnly && (
        <IconButton
          label="Rename"
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

/** Title and model, no more. */
export function Header({ conversationId, page, turns }: HeaderProps) {
  const [isPromptOpen, setPromptOpen] = useState(false);
  return (
    <header className={styles.header}>
      {conversationId === null ? (
        <h1 className={styles.title}>New conversation</h1>
      ) : (
        <Title key={conversationId} conversationId={conversationId} page={page} />
      )}
      <div className={styles.controls}>
        <ModelPicker
          key={conversationId ?? 'new'}
          conversationId={conversationId}
          page={page}
          turns={turns}
        />
        <IconButton label="System prompt" onClick={() => setPromptOpen(true)}>
          <ScrollText size={18} />
        </IconButton>
      </div>
      <SystemPrompt
        key={conversationId ?? 'new'}
        conversationId={conversationId}
        turns={turns}
        open={isPromptOpen}
        onClose={() => setPromptOpen(false)}
      />
    </header>
  );
}
