import { useEffect, useState } from 'react';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { summaryBefore } from '../../../../shared/model/message/checkpoint.ts';
import { fold } from '../../../../shared/search/fold.ts';

type Messages = Readonly<Record<Id, Message>>;

const none: ReadonlySet<Id> = new Set();
/** How long work continues before the window gets its turn (ms). */
const sliceMs = 8;
/** Messages are immutable, so this stays valid. */
const folded = new WeakMap<Message, string>();

function foldedText(message: Message): string {
  const known = folded.get(message);
  if (known !== undefined) return known;
  const made = fold(`${summaryBefore(message)}\n${textOf(message)}`);
  folded.set(message, made);
  return made;
}

/** The messages that contain a text, on all branches. Null if aborted. */
async function hitsOf(
  messages: Messages,
  text: string,
  signal: AbortSignal,
): Promise<ReadonlySet<Id> | null> {
  const wanted = fold(text);
  const found = new Set<Id>();
  let began = performance.now();
  for (const message of Object.values(messages)) {
    if (foldedText(message).includes(wanted)) found.add(message.id);
    if (performance.now() - began < sliceMs) continue;
    await new Promise((resume) => {
      setTimeout(resume);
    });
    if (signal.aborted) return null;
    began = performance.now();
  }
  return found;
}

/** The messages, on all branches, that contain what is looked for; none for ''. */
export function useHits(messages: Messages, text: string): ReadonlySet<Id> {
  const [hits, setHits] = useState(none);
  useEffect(() => {
    const abort = new AbortController();
    if (text === '') return undefined;
    void hitsOf(messages, text, abort.signal).then((found) => {
      if (found !== null && !abort.signal.aborted) setHits(found);
    });
    return () => abort.abort();
  }, [messages, text]);
  return text === '' ? none : hits;
}
