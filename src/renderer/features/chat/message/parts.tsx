import { useState } from 'react';
import FileText from 'lucide-react/icons/file-text';
import ImageOff from 'lucide-react/icons/image-off';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import { formatBytes } from '../../../common/format-bytes.ts';
import { useChatPage } from '../page/page-context.ts';
import { useDragOut } from '../page/use-drag-out.ts';
import { pictureBox } from './picture-box.ts';
import { pictureWords } from './picture-words.ts';
import attached from './attachments.module.css';
import styles from './message.module.css';

type ImagePart = Extract<AttachmentPart, { kind: 'image' }>;
type FilePart = Extract<AttachmentPart, { kind: 'file' }>;

function PictureView({ part, isOnly }: { readonly part: ImagePart; readonly isOnly: boolean }) {
  const page = useChatPage();
  const dragOut = useDragOut();
  const [isMissing, setMissing] = useState(false);
  if (isMissing) {
    return (
      <span className={styles.chip}>
        <ImageOff size={14} aria-hidden />
        {t('attachment.missing', { file: part.name })}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={attached.picture}
      // Space is reserved before the image loads, so that nothing moves.
      style={pictureBox(part, isOnly)}
      aria-label={t('attachment.show', { file: part.name })}
      title={part.name}
      draggable
      onDragStart={(event) => dragOut(event, { kind: 'attachment', attachment: part.attachment })}
      onClick={() => page.showPicture(part)}
    >
      <img
        src={attachmentPath(part.attachment)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setMissing(true)}
      />
    </button>
  );
}

function FileView({ part }: { readonly part: FilePart }) {
  const controller = useController();
  const page = useChatPage();
  const dragOut = useDragOut();
  const { attachment, name, size, pictures, encoding } = part;
  const facts = [
    formatBytes(size),
    ...(encoding === undefined || encoding === 'utf-8' ? [] : [encoding.toUpperCase()]),
    ...(pictures === undefined ? [] : [pictureWords(pictures)]),
  ];
  return (
    <button
      type="button"
      className={attached.file}
      title={t('attachment.save', { file: name })}
      draggable
      onDragStart={(event) => dragOut(event, { kind: 'attachment', attachment })}
      onClick={() =>
        void page.ask('save', () => controller.command('attachment.save', { attachment, name }))
      }
    >
      <FileText size={16} aria-hidden />
      <span className="visually-hidden">{t('attachment.save.what')}</span>
      <span className={attached.name}>
        <bdi>{name}</bdi>
      </span>
      {facts.map((fact) => (
        <span key={fact} className={attached.size}>
          {fact}
        </span>
      ))}
    </button>
  );
}

/** Consecutive pictures, side by side. */
export function Pictures({ pictures }: { readonly pictures: readonly ImagePart[] }) {
  if (pictures.length === 0) return null;
  return (
    <div className={attached.shown}>
      {pictures.map((part, index) => (
        // Pictures are only appended, so their index is their identity.
        <PictureView key={String(index)} part={part} isOnly={pictures.length === 1} />
      ))}
    </div>
  );
}

/** Consecutive files, side by side. */
export function Files({ files }: { readonly files: readonly FilePart[] }) {
  if (files.length === 0) return null;
  return (
    <div className={attached.shown}>
      {files.map((part, index) => (
        <FileView key={String(index)} part={part} />
      ))}
    </div>
  );
}

/** The attachments of a person's message: pictures, then files. */
export function AttachedParts({ parts }: { readonly parts: readonly AttachmentPart[] }) {
  return (
    <>
      <Pictures pictures={parts.filter((part) => part.kind === 'image')} />
      <Files files={parts.filter((part) => part.kind === 'file')} />
    </>
  );
}
