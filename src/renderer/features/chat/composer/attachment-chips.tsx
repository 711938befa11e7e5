import FileText from 'lucide-react/icons/file-text';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { isPlainText } from '../../../../shared/model/text-encodings.ts';
import { onDragStartOf } from '../../../ui/drag-start.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { EncodingButton } from './encoding-button.tsx';
import { formatBytes } from '../../../common/format-bytes.ts';
import { pictureWords } from '../message/picture-words.ts';
import styles from './attachment-chips.module.css';

function Chip({
  part,
  onRemove,
  onEncoding,
  onDragOut,
}: {
  readonly part: AttachmentPart;
  readonly onRemove: () => void;
  readonly onEncoding: ((encoding: string) => void) | null;
  readonly onDragOut: AttachmentChipsProps['onDragOut'];
}) {
  return (
    <li
      draggable={onDragOut !== undefined}
      ref={onDragStartOf(onDragOut && ((event) => onDragOut(part, event)))}
    >
      {part.kind === 'image' ? (
        <img
          className={styles.thumb}
          src={attachmentPath(part.attachment)}
          alt=""
          draggable={false}
        />
      ) : (
        <FileText size={18} className={styles.icon} aria-hidden />
      )}
      <span className={styles.name} title={part.origin ?? part.name}>
        <bdi>{part.name}</bdi>
      </span>
      {part.size !== undefined && <span className={styles.size}>{formatBytes(part.size)}</span>}
      {part.kind === 'file' && isPlainText(part.mediaType) && onEncoding !== null && (
        <EncodingButton part={part} onChange={onEncoding} />
      )}
      {part.kind === 'file' && part.encoding !== undefined && onEncoding === null && (
        <span className={styles.size}>{part.encoding.toUpperCase()}</span>
      )}
      {part.kind === 'file' && part.pictures !== undefined && (
        <span className={styles.size} title={t('attachment.pdf_pictures.hint')}>
          {pictureWords(part.pictures)}
        </span>
      )}
      <IconButton
        label={t('attachment.remove', { file: part.name })}
        size="small"
        onClick={onRemove}
      >
        <X size={14} />
      </IconButton>
    </li>
  );
}

/** Props of {@link AttachmentChips}. */
export interface AttachmentChipsProps {
  readonly parts: readonly AttachmentPart[];
  /** Names of files that are still being read. */
  readonly pending?: readonly string[];
  readonly onRemove: (index: number) => void;
  /** Re-reads a text in another encoding; absent if the encoding is fixed. */
  readonly onEncoding?: (index: number, encoding: string) => void;
  /** Drags a file out of the window, in place of its chip. */
  readonly onDragOut?: ((part: AttachmentPart, event: DragEvent) => void) | undefined;
}

/** The chips of a draft's attachments, each with a button to remove it. */
export function AttachmentChips(props: AttachmentChipsProps) {
  const { parts, pending = [], onRemove, onEncoding, onDragOut } = props;
  return (
    <ul className={styles.chips} aria-label={t('attachment.list')} aria-busy={pending.length > 0}>
      {parts.map((part, index) => (
        // The same file may be attached twice, so the key includes its index.
        <Chip
          key={`${part.attachment}-${String(index)}`}
          part={part}
          onRemove={() => onRemove(index)}
          onDragOut={onDragOut}
          onEncoding={onEncoding === undefined ? null : (encoding) => onEncoding(index, encoding)}
        />
      ))}
      {pending.map((name, index) => (
        <li key={`${name}-${String(index)}`} className={styles.pending}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.size}>{t('attachment.reading')}</span>
        </li>
      ))}
    </ul>
  );
}
