import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Pencil from 'lucide-react/icons/pencil';
import Undo2 from 'lucide-react/icons/undo-2';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { ActiveCheckpoint, Id, Message } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { activeCheckpoint, summaryBefore } from '../../../../shared/model/message/checkpoint.ts';
import { undoKeys } from '../../../../shared/model/undo/undo.ts';
import { checkpointWords } from '../../../../shared/words/checkpoint-words.ts';
import { useFindText } from '../../../common/find-text.ts';
import { placesOf } from '../../../common/text-marks.ts';
import type { Reveal } from '../../../state/app-state.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { createComposition } from '../composer/composition.ts';
import { useChatPage, useConversationId } from '../page/page-context.ts';
import styles from './checkpoint.module.css';

function EditSummary({
  text,
  onSave,
  onCancel,
}: {
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [composition] = useState(createComposition);
  useEffect(() => area.current?.focus(), []);
  const save = (): void => {
    const next = area.current?.value ?? '';
    if (next.trim() !== '') onSave(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (composition.isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      // Esc closes one thing; it must not stop an answer as well.
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={area}
        className={styles.area}
        aria-label={t('checkpoint.edit')}
        dir="auto"
        defaultValue={text}
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
      />
      <div className={styles.editActions}>
        <Button size="small" tone="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="small" tone="primary" onClick={save}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}

/** The number of frames in which a change may be drawn. */
const maxFrames = 60;

/** A checkpoint shows its line, its text as well, or a box to edit the text. */
type View = 'folded' | 'open' | 'editing';

/** The commands about one checkpoint, and whether the last change can be taken back from here. */
function useChanges(messageId: Id) {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  const [canUndo, setCanUndo] = useState(false);
  const target = { conversationId, messageId };
  const key = undoKeys.checkpoint(conversationId, messageId);
  /** A change is on show before it is on the disk, and the person may go on then. */
  const change = async (
    command: () => Promise<Result<unknown>>,
    isUndoable: boolean,
  ): Promise<void> => {
    setCanUndo(isUndoable);
    if (!(await page.tell(command))) setCanUndo(!isUndoable);
  };
  return {
    canUndo,
    edit: (text: string) =>
      change(() => controller.command('context.editSummary', { ...target, text }), true),
    remove: () => change(() => controller.command('context.removeCheckpoint', target), true),
    undo: () => change(() => controller.command('undo.undo', { key }), false),
  };
}

function Actions({
  checkpoint,
  canUndo,
  onEdit,
  onRemove,
  onUndo,
}: {
  readonly checkpoint: ActiveCheckpoint;
  readonly canUndo: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onUndo: () => void;
}) {
  return (
    <div className={styles.actions}>
      {canUndo && (
        <IconButton label={t('checkpoint.undo')} size="small" onClick={onUndo}>
          <Undo2 size={14} />
        </IconButton>
      )}
      {checkpoint.kind === 'summary' && (
        <IconButton
          label={t('checkpoint.edit_summary')}
          size="small"
          data-edit-summary
          onClick={onEdit}
        >
          <Pencil size={14} />
        </IconButton>
      )}
      <IconButton
        label={
          checkpoint.kind === 'summary'
            ? t('checkpoint.remove_summary')
            : t('checkpoint.send_again')
        }
        size="small"
        onClick={onRemove}
      >
        <X size={14} />
      </IconButton>
    </div>
  );
}

function isIn(text: string, { marks }: Reveal): boolean {
  const words = marks.kind === 'words' ? marks.words : [marks.text];
  return words.some((word) => placesOf(text, word).length > 0);
}

/** The view of a checkpoint. It opens when a search finds something in its text. */
function useView(messageId: Id, text: string) {
  const [view, setView] = useState<View>('folded');
  const findText = useFindText();
  const reveal = useApp((state) => (state.reveal?.messageId === messageId ? state.reveal : null));
  const sought =
    reveal !== null && isIn(text, reveal)
      ? reveal
      : placesOf(text, findText).length > 0
        ? findText
        : null;
  const [openedFor, setOpenedFor] = useState<Reveal | string | null>(null);
  if (sought !== openedFor) {
    setOpenedFor(sought);
    if (sought !== null && view === 'folded') setView('open');
  }
  return [view, setView] as const;
}

/** Props of {@link Checkpoint}. */
export interface CheckpointProps {
  /** The question that it stands before. */
  readonly message: Message;
  /** The number of messages before it. */
  readonly before: number;
}

/** In the log, where the sent part of the conversation begins: what stands for all before it. */
export function Checkpoint({ message, before }: CheckpointProps) {
  const conversationId = useConversationId();
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const { canUndo, edit, remove, undo } = useChanges(message.id);
  const text = summaryBefore(message);
  const [view, setView] = useView(message.id, text);
  const root = useRef<HTMLElement>(null);
  const checkpoint = activeCheckpoint(message);
  /** Focuses a button that is only there after the change. */
  const focusNext = (selector: string, framesLeft = maxFrames): void => {
    requestAnimationFrame(() => {
      const button = root.current?.querySelector<HTMLElement>(selector) ?? null;
      if (button !== null) button.focus();
      else if (framesLeft > 0) focusNext(selector, framesLeft - 1);
    });
  };
  if (checkpoint === undefined) {
    if (!canUndo) return null;
    return (
      <section ref={root} className={styles.checkpoint} aria-label={t('checkpoint.removed')}>
        <p role="status" className={styles.removed}>
          {t('checkpoint.removed.note')}
        </p>
        <Button
          size="small"
          tone="quiet"
          data-undo
          onClick={() => {
            focusNext('[data-fold]');
            void undo();
          }}
        >
          {t('common.undo')}
        </Button>
      </section>
    );
  }
  const words = checkpointWords(checkpoint, before);
  return (
    <section ref={root} className={styles.checkpoint} aria-label={words} data-checkpoint>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.fold}
          data-fold
          aria-expanded={view !== 'folded'}
          onClick={() => setView(view === 'folded' ? 'open' : 'folded')}
        >
          <ChevronRight size={14} aria-hidden />
          {words}
        </button>
        {!isReadOnly && view !== 'editing' && (
          <Actions
            checkpoint={checkpoint}
            canUndo={canUndo}
            onEdit={() => setView('editing')}
            onRemove={() => {
              focusNext('[data-undo]');
              void remove();
            }}
            onUndo={() => {
              focusNext('[data-fold]');
              void undo();
            }}
          />
        )}
      </div>
      {view === 'open' && (
        <div className={styles.text} dir="auto" data-plain={text === '' ? undefined : ''}>
          {text === '' ? t('checkpoint.dropped.note') : text}
        </div>
      )}
      {view === 'editing' && (
        <EditSummary
          text={text}
          onSave={(next) => {
            setView('open');
            focusNext('[data-edit-summary]');
            void edit(next);
          }}
          onCancel={() => {
            setView('open');
            focusNext('[data-edit-summary]');
          }}
        />
      )}
    </section>
  );
}
