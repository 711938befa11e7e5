import File from 'lucide-react/icons/file';
import Image from 'lucide-react/icons/image';
import Wrench from 'lucide-react/icons/wrench';
import type { Part } from '../../../shared/conversation.ts';
import styles from './message.module.css';

/** A part of a message that is not text of its own: one quiet chip. */
export function PartChip({ part }: { readonly part: Part }) {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return null;
    case 'image':
      return (
        <span className={styles.chip}>
          <Image size={14} aria-hidden />
          {part.name}
        </span>
      );
    case 'file':
      return (
        <span className={styles.chip}>
          <File size={14} aria-hidden />
          {part.name}
        </span>
      );
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

/** The chips of a message, in their order; nothing when it has none. */
export function PartChips({ parts }: { readonly parts: readonly Part[] }) {
  const chips = parts.filter((part) => part.kind !== 'text' && part.kind !== 'reasoning');
  if (chips.length === 0) return null;
  return (
    <div className={styles.chips}>
      {chips.map((part, index) => (
        // Parts are only ever appended, so their place is their identity.
        <PartChip key={`${part.kind}-${String(index)}`} part={part} />
      ))}
    </div>
  );
}
