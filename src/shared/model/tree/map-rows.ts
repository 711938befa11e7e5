import type { Id, Message } from '../conversation.ts';
import { childrenByParent, pathTo } from '../tree.ts';

/**
 * A row of the map: a turn, which is a question with one of its answers, or one of both alone. A
 * question with several answers has a row for each.
 */
export interface MapRow {
  /** The message to show, and at which the row's branch begins. */
  readonly id: Id;
  readonly question: Id | null;
  readonly answer: Id | null;
  /** How far the row is indented. The newest version at a fork goes on where the fork is. */
  readonly depth: number;
  /** The index of the row that this one follows; -1 at the beginning. */
  readonly parent: number;
  /** True if all of it is on the path on show. */
  readonly isShown: boolean;
}

type Messages = Readonly<Record<Id, Message>>;

interface Turn {
  readonly id: Id;
  readonly question: Id | null;
  readonly answer: Id | null;
}

/** The turns that begin at a message. */
function turnsAt(
  messages: Messages,
  children: ReadonlyMap<Id | null, readonly Id[]>,
  id: Id,
): readonly Turn[] {
  if (messages[id]?.role === 'assistant') return [{ id, question: null, answer: id }];
  const below = children.get(id) ?? [];
  const answers = below.filter((child) => messages[child]?.role === 'assistant');
  // A question that another question follows has a row of its own, and so do its answers.
  if (answers.length === 0 || answers.length < below.length) {
    return [{ id, question: id, answer: null }];
  }
  const [only] = answers;
  if (only !== undefined && answers.length === 1) return [{ id, question: id, answer: only }];
  return answers.map((answer) => ({ id: answer, question: id, answer }));
}

/**
 * The rows of a conversation's map, from top to bottom. A row is followed by the branches that were
 * left, oldest first and indented, and then by the newest, which is not. Visits each message once.
 */
export function mapRows(messages: Messages, leafId: Id | null): readonly MapRow[] {
  const children = childrenByParent(messages);
  const shown = new Set(pathTo(messages, leafId).map(({ id }) => id));
  const turnsBelow = (parentId: Id | null): readonly Turn[] =>
    (children.get(parentId) ?? []).flatMap((id) => turnsAt(messages, children, id));
  const rows: MapRow[] = [];
  const stack: { readonly turn: Turn; readonly depth: number; readonly parent: number }[] = [];
  const push = (turns: readonly Turn[], depth: number, parent: number): void => {
    for (const [index, turn] of [...turns.entries()].reverse()) {
      const isNewest = index === turns.length - 1;
      stack.push({ turn, depth: isNewest ? depth : depth + 1, parent });
    }
  };
  push(turnsBelow(null), 0, -1);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { turn, depth, parent } = next;
    const last = turn.answer ?? turn.question;
    const isShown = last !== null && shown.has(last);
    rows.push({ ...turn, depth, parent, isShown });
    push(turnsBelow(last), depth, rows.length - 1);
  }
  return rows;
}
