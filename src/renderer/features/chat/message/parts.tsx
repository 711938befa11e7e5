import { useState } from 'react';
import FileText from 'lucide-react/icons/file-text';
import ImageOff from 'lucide-react/icons/image-off';
import Wrench from 'lucide-react/icons/wrench';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart, Part } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import { formatBytes } from './format-bytes.ts';
import { useChatPage } from '../page/page-context.ts';
import { pictureBox } from './picture-box.ts';
import attached from './attachments.module.css';
import styles from './message.module.css';

function PictureView({
  part,
  isOnly,
}: {
  readonly part: Extract<AttachmentPart, { kind: 'image' }>;
  readonly isOnly: boolean;
}) {
  const page = useChatPage();
  const [isMissing, setMissing] = useState(false);
  if (isMissing) {
    return (
      <span className={styles.chip}>
        <ImageOff size={14} aria-hidden />
        {part.name} is no longer there
      </span>
    );
  }
  return (
    <button
      type="button"
      className={attached.picture}
      // Its place is kept before it is there: nothing moves when it comes.
      style={pictureBox(part, isOnly)}
      aria-label={`Show ${part.name}`}
      title={part.name}
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

function FileView({ part }: { readonly part: Extract<AttachmentPart, { kind: 'file' }> }) {
  const controller = useController();
  const page = useChatPage();
  const { attachment, name, size } = part;
  return (
    <button
      type="button"
      className={attached.file}
      title={`Save ${name}…`}
      onClick={() =>
        void page.ask('save', () => controller.command('attachment.save', { attachment, name }))
      }
    >
      <FileText size={16} aria-hidden />
      <span className="visually-hidden">Save</span>
      <span className={attached.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={attached.size}>{formatBytes(size)}</span>
    </button>
  );
}

function PartView({ part, isOnly }: { readonly part: Part; readonly isOnly: boolean }) {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return null;
    case 'image':
      return <PictureView part={part} isOnly={isOnly} />;
    case 'file':
      return <FileView part={part} />;
    case 'tool_call':
      return (
        <span className={styles.chip} title={part.arguments}>
          <Wrench size={14} aria-hidden />
          The model asked for the tool {part.name}
        </span>
      );
    case 'tool_result':
      return (
        <span className={styles.chip} title={part.text.slice(0, 500)}>
          <Wrench size={14} aria-hidden />
          Result of a tool
        </span>
      );
  }
}

function Row({ parts }: { readonly parts: readonly Part[] }) {
  if (parts.length === 0) return null;
  return (
    <div className={attached.shown}>
      {parts.map((part, index) => (
        // Parts are only ever appended, so their place is their identity.
        <PartView key={`${part.kind}-${String(index)}`} part={part} isOnly={parts.length === 1} />
      ))}
    </div>
  );
}

/** All of a message that is not text: pictures, and below them files and tools; nothing when it has none. */
export function MessageParts({ parts }: { readonly parts: readonly Part[] }) {
  const isChip = ({ kind }: Part): boolean => !['text', 'reasoning', 'image'].includes(kind);
  return (
    <>
      <Row parts={parts.filter(({ kind }) => kind === 'image')} />
      <Row parts={parts.filter(isChip)} />
    </>
  );
}
