import { useId, type CSSProperties, type DragEvent, type MouseEvent } from 'react';
import MessageCircleDashed from 'lucide-react/icons/message-circle-dashed';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { t } from '../../../../shared/language/translate.ts';
import { memo } from '../../../language/memo.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { temporaryWords } from '../../../../shared/words/temporary/marks.ts';
import { classNames } from '../../../ui/class-names.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { openMenuAt } from '../../../ui/menu.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useApp } from '../../../client/use-app.ts';
import { RenameField } from './rename-field.tsx';
import styles from '../library.module.css';

/** Callbacks of a row. */
export interface RowHandlers {
  readonly open: (id: Id) => void;
  /** Ctrl/Cmd+click toggles the row in the selection; with Shift, extends the selection to it. */
  readonly select: (id: Id, upTo: boolean) => void;
  readonly beginRename: (id: Id) => void;
  readonly endRename: (id: Id, title: string | null, byKey: boolean) => void;
  readonly dragStart: (id: Id, event: DragEvent) => void;
  readonly dragEnd: () => void;
  /** Drags the conversation out of the window, as a file. */
  readonly dragOut: (id: Id, event: DragEvent) => void;
}

/** Props of {@link ConversationRow}. */
export interface ConversationRowProps {
  readonly id: Id;
  /** Distance from the top of the list (px). */
  readonly top: number;
  readonly position: number;
  readonly count: number;
  /** True for the row that Tab stops at. Arrow keys move to the others. */
  readonly isTabStop: boolean;
  readonly isRenaming: boolean;
  /** Null if nothing is selected. */
  readonly isSelected: boolean | null;
  readonly menuOpen: boolean;
  readonly handlers: RowHandlers;
}

/** News of a conversation: awaiting permission or an answer to a tool server, an answer being written, or an unread answer. */
export type RowMark = 'waiting' | 'asking' | 'writing' | 'unread' | null;

/**
 * A still mark: a ring while an answer is being written, a dot for an unread answer, an amber dot
 * for a request for permission or of a tool server.
 */
function Mark({ mark, describes }: { readonly mark: RowMark; readonly describes: string }) {
  if (mark === null) return null;
  const text = t(`library.mark.${mark}`);
  return (
    <span id={describes} className={styles[mark]} title={text}>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

/** The content of a row, besides its position. */
export interface ConversationRowViewProps extends ConversationRowProps {
  readonly head: Pick<ConversationHead, 'title' | 'updatedAt' | 'temporary'>;
  /** True for the conversation on show. */
  readonly isActive: boolean;
  readonly mark: RowMark;
}

/** A conversation in the list, rendered from props alone. */
export function ConversationRowView(props: ConversationRowViewProps) {
  const { id, top, position, count, isTabStop, isRenaming, isSelected, menuOpen, handlers } = props;
  const { head, isActive, mark } = props;
  const markId = useId();
  const temporaryId = useId();
  const place: CSSProperties = { insetBlockStart: top };
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) handlers.select(id, event.shiftKey);
    else handlers.open(id);
  };
  return (
    <li
      className={classNames(
        styles.row,
        isActive && styles.active,
        isSelected === true && styles.selected,
        menuOpen && styles.menuOpen,
      )}
      style={place}
      data-row-key={id}
      data-conversation-id={id}
      aria-posinset={position}
      aria-setsize={count}
    >
      {isRenaming ? (
        <RenameField
          title={head.title}
          onDone={(title, byKey) => handlers.endRename(id, title, byKey)}
        />
      ) : (
        <>
          <button
            type="button"
            className={styles.open}
            aria-current={isActive ? 'page' : undefined}
            aria-pressed={isSelected ?? undefined}
            aria-describedby={`${temporaryId} ${markId}`}
            tabIndex={isTabStop ? 0 : -1}
            draggable
            onDragStart={(event) => handlers.dragStart(id, event)}
            onDragEnd={handlers.dragEnd}
            onClick={onClick}
            onDoubleClick={() => handlers.beginRename(id)}
          >
            <span className={styles.title} dir="auto">
              {head.title}
            </span>
          </button>
          {head.temporary === true && (
            <span id={temporaryId} className={styles.temporary} title={temporaryWords('short')}>
              <MessageCircleDashed size={14} aria-hidden />
              <span className="visually-hidden">{temporaryWords('short')}</span>
            </span>
          )}
          <Mark mark={mark} describes={markId} />
          <RelativeTime iso={head.updatedAt} form="short" className={styles.time} />
          <IconButton
            label={t('library.more')}
            size="small"
            tooltipSide="end"
            className={styles.more}
            aria-haspopup="menu"
            aria-expanded={menuOpen}
            tabIndex={isTabStop ? 0 : -1}
            data-tooltip={t('library.more.tooltip')}
            draggable
            onDragStart={(event) => handlers.dragOut(id, event)}
            onClick={(event) => openMenuAt(event.currentTarget)}
          >
            <Ellipsis size={16} />
          </IconButton>
        </>
      )}
    </li>
  );
}

/** One conversation in the list. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { id } = props;
  const head = useApp((state) => state.heads[id]);
  const isActive = useApp((state) => state.activeId === id);
  const mark = useApp((state): RowMark => {
    if (state.approvals[id] !== undefined) return 'waiting';
    if (state.requests.some((each) => each.conversationId === id && each.wish.kind !== 'opened'))
      return 'asking';
    if (state.streaming.has(id)) return 'writing';
    return state.unread.has(id) ? 'unread' : null;
  });
  if (head === undefined) return null;
  return <ConversationRowView {...props} head={head} isActive={isActive} mark={mark} />;
});
