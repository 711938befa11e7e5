import { expected } from '../../../shared/expected.ts';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import type { ActiveTurn } from '../active-turn.ts';

/**
 * The column that a turn answers. Columns of the same question run beside each other; null for a
 * turn that has its conversation to itself.
 */
export type TurnColumn = { readonly questionId: Id; readonly column: number } | null;

/** A conversation, or a column of it, that is reserved for a turn. */
export interface TurnPlace {
  /** Resolves once the turns that were being stopped have ended. */
  readonly free: Promise<void>;
  readonly release: () => void;
}

/** The running turns: per conversation one, or the columns of one comparison. */
export interface RunningTurns {
  /**
   * Reserves a place. Throws an ExpectedError if a turn runs or is prepared there; one that is
   * already being stopped is waited for.
   */
  reserve(conversationId: Id, column: TurnColumn): TurnPlace;
  add(conversationId: Id, column: TurnColumn, turn: ActiveTurn): void;
  remove(conversationId: Id, messageId: Id): void;
  /** In the order in which they began. */
  of(conversationId: Id): readonly ActiveTurn[];
  all(): readonly (readonly [conversationId: Id, turn: ActiveTurn])[];
}

interface Running {
  readonly conversationId: Id;
  readonly column: TurnColumn;
  readonly turn: ActiveTurn;
}

type Reserved = Omit<Running, 'turn'>;

/** The column of an answer; null if it is in no comparison. */
export function columnOf({ parentId, compared }: Message): TurnColumn {
  return parentId === null || compared === undefined
    ? null
    : { questionId: parentId, column: compared.column };
}

function areBeside(a: TurnColumn, b: TurnColumn): boolean {
  return a !== null && b?.questionId === a.questionId && a.column !== b.column;
}

/** Creates the empty list of running turns. */
export function createRunningTurns(): RunningTurns {
  const running = new Set<Running>();
  const reserved = new Set<Reserved>();
  const inConversation = (id: Id): readonly Running[] =>
    [...running].filter(({ conversationId }) => conversationId === id);
  return {
    reserve(conversationId, column) {
      const inTheWay = (each: Reserved): boolean =>
        each.conversationId === conversationId && !areBeside(each.column, column);
      const before = [...running].filter(inTheWay);
      const isTaken = before.some(({ turn }) => !turn.isStopping()) || [...reserved].some(inTheWay);
      if (isTaken) throw expected('still_answering', {});
      const place: Reserved = { conversationId, column };
      reserved.add(place);
      return {
        free: Promise.all(before.map(({ turn }) => turn.done)).then(() => undefined),
        release: () => void reserved.delete(place),
      };
    },
    add: (conversationId, column, turn) => void running.add({ conversationId, column, turn }),
    remove(conversationId, messageId) {
      for (const each of inConversation(conversationId)) {
        if (each.turn.messageId === messageId) running.delete(each);
      }
    },
    of: (conversationId) => inConversation(conversationId).map(({ turn }) => turn),
    all: () => [...running].map(({ conversationId, turn }) => [conversationId, turn] as const),
  };
}
