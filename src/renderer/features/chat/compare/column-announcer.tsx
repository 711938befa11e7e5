import { useState } from 'react';
import { sentences } from '../../../../shared/language/formats.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import { endedWords, type ColumnName } from '../../../../shared/words/compare-words.ts';

interface ColumnAnnouncerProps {
  readonly columns: readonly Message[];
  readonly names: readonly ColumnName[];
}

/** Announces politely, once each, which of the answers have ended. */
export function ColumnAnnouncer({ columns, names }: ColumnAnnouncerProps) {
  const [held, setHeld] = useState({ columns, said: '' });
  if (held.columns !== columns) {
    const ended = columns.flatMap(({ status }, index) => {
      const name = names[index];
      const grew = held.columns[index]?.status === 'streaming' && status !== 'streaming';
      return grew && name !== undefined ? [endedWords(name, status)] : [];
    });
    setHeld({ columns, said: ended.length === 0 ? held.said : sentences(...ended) });
  }
  return (
    <p role="status" className="visually-hidden">
      {held.said}
    </p>
  );
}
