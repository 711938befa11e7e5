import type {
  AskReason,
  PendingApproval,
  PendingCall,
  ToolDecision,
} from '../../../shared/model/tools.ts';

/** What the person said to a call. */
export interface Answer {
  readonly decision: ToolDecision;
  /** JSON in place of the model's arguments. */
  readonly edited?: string;
}

/** A call that is laid before the person. */
export interface Question {
  readonly conversationId: string;
  readonly messageId: string;
  readonly call: PendingCall;
  /** Makes what was decided hold. A rejection is the person's to see, and the call waits on. */
  readonly settle: (answer: Answer) => Promise<void>;
}

/** What the person said to a call before it is asked for again: it holds for exactly that call. */
export interface ExpectedAnswer extends Answer {
  readonly callId: string;
  /** JSON as the model wrote it. */
  readonly arguments: string;
}

/**
 * True if an answer that was given without the reason counts. The card of a call that rests after a
 * restart cannot show how its tool has changed, nor that its address is private: only a refusal needs
 * neither.
 */
function countsFor({ kind }: AskReason, { decision }: Answer): boolean {
  if (decision === 'deny' || decision === 'never') return true;
  switch (kind) {
    case 'not_allowed_yet':
    case 'unknown_address':
      return true;
    case 'changed':
    case 'private_address':
      return false;
  }
}

/** Where calls wait for the person. */
export interface Desk {
  /** Resolves with the person's answer; rejects when `signal` is aborted. */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** The calls of a conversation that wait right now; null for none. */
  pending(conversationId: string): PendingApproval | null;
  /** Answers calls that wait; those of other ids are left alone. Rejects with what `settle` rejects with. */
  answer(messageId: string, answers: ReadonlyMap<string, Answer>): Promise<void>;
  /** Answers calls that will be asked for again, after a restart. Returns the undo. */
  expect(messageId: string, answers: readonly ExpectedAnswer[]): () => void;
}

interface Waiting extends Question {
  readonly done: (answer: Answer) => void;
}

/** Makes the desk. `tell` hears when what waits in a conversation has changed, once for calls that come together. */
export function createDesk(tell: (conversationId: string) => void): Desk {
  const waiting = new Set<Waiting>();
  const expectations = new Map<string, readonly ExpectedAnswer[]>();
  const changed = new Set<string>();

  const hasChanged = (conversationId: string): void => {
    if (changed.size === 0) {
      setImmediate(() => {
        const all = [...changed];
        changed.clear();
        all.forEach(tell);
      });
    }
    changed.add(conversationId);
  };

  /** Takes the answer that was given before the question, if there is one. */
  const expectedFor = ({ messageId, call }: Question): ExpectedAnswer | undefined => {
    const answers = expectations.get(messageId) ?? [];
    const answer = answers.find(
      (each) => each.callId === call.callId && each.arguments === call.arguments,
    );
    expectations.set(
      messageId,
      answers.filter((each) => each !== answer),
    );
    return answer;
  };

  return {
    async ask(question, signal) {
      signal.throwIfAborted();
      const known = expectedFor(question);
      if (known !== undefined && countsFor(question.call.reason, known)) {
        await question.settle(known);
        return known;
      }
      return new Promise<Answer>((resolve, reject) => {
        const end = (): void => {
          waiting.delete(entry);
          signal.removeEventListener('abort', stop);
          hasChanged(question.conversationId);
        };
        const stop = (): void => {
          end();
          reject(signal.reason as Error);
        };
        const done = (answer: Answer): void => {
          end();
          resolve(answer);
        };
        const entry: Waiting = { ...question, done };
        waiting.add(entry);
        signal.addEventListener('abort', stop, { once: true });
        hasChanged(question.conversationId);
      });
    },
    pending(conversationId) {
      const calls = [...waiting].filter((each) => each.conversationId === conversationId);
      const [first] = calls;
      if (first === undefined) return null;
      const { messageId } = first;
      return { conversationId, messageId, calls: calls.map(({ call }) => call) };
    },
    async answer(messageId, answers) {
      const meant = [...waiting].filter((entry) => entry.messageId === messageId);
      for (const entry of meant) {
        const answer = answers.get(entry.call.callId);
        if (answer === undefined) continue;
        await entry.settle(answer);
        // Stopped while that was written down.
        if (waiting.has(entry)) entry.done(answer);
      }
    },
    expect(messageId, answers) {
      expectations.set(messageId, answers);
      return () => {
        expectations.delete(messageId);
      };
    },
  };
}
