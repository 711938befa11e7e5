import { useState } from 'react';
import { sentences } from '../../../../shared/language/formats.ts';
import type { Message, MessageStatus } from '../../../../shared/model/conversation.ts';
import { endedWords, type ColumnName } from '../../../../shared/words/compare-words.ts';

interface ColumnAnnouncerProps {
  readonly columns: readonly Message[];
  readonly names: readonly ColumnName[];
}

interface Held {
  readonly columns: readonly Message[];
  /** The answers that ended last. */
  readonly ended: readonly { readonly name: ColumnName; readonly status: MessageStatus }[];
}

/** Announces politely, once each, which of the answers have ended. */
export function ColumnAnnouncer({ columns, names }: ColumnAnnouncerProps) {
  const [held, setHeld] = useState<Held>({ columns, ended: [] });
  if (held.columns !== columns) {
    const ended = columns.flatMap(({ status }, index) => {
      const name = names[index];
      const grew = held.columns[index]?.status === 'streaming' && status !== 'streaming';
      return grew && name !== undefined ? [{ name, status }] : [];
    });
    setHeld({ columns, ended: ended.length === 0 ? held.ended : ended });
  }
  return (
    <p role="status" className="visually-hidden">
      {sentences(...held.ended.map(({ name, status }) => endedWords(name, status)))}
    </p>
  );
}
