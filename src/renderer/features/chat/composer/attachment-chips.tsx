import FileText from 'lucide-react/icons/file-text';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { isPlainText } from '../../../../shared/model/text-encodings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { EncodingButton } from './encoding-button.tsx';
import { formatBytes } from '../../../common/format-bytes.ts';
import { pictureWords } from '../message/picture-words.ts';
import styles from './attachment-chips.module.css';

function Chip({
  part,
  onRemove,
  onEncoding,
}: {
  readonly part: AttachmentPart;
  readonly onRemove: () => void;
  readonly onEncoding: ((encoding: string) => void) | null;
}) {
  return (
    <li>
      {part.kind === 'image' ? (
        <img className={styles.thumb} src={attachmentPath(part.attachment)} alt="" />
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
}

/** The chips of a draft's attachments, each with a button to remove it. */
export function AttachmentChips(props: AttachmentChipsProps) {
  const { parts, pending = [], onRemove, onEncoding } = props;
  return (
    <ul className={styles.chips} aria-label={t('attachment.list')} aria-busy={pending.length > 0}>
      {parts.map((part, index) => (
        // The same file may be attached twice, so the key includes its index.
        <Chip
          key={`${part.attachment}-${String(index)}`}
          part={part}
          onRemove={() => onRemove(index)}
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
