import type {
  AskReason,
  PendingApproval,
  PendingCall,
  ToolDecision,
} from '../../../shared/model/tools.ts';

/** The person's answer to a call. */
export interface Answer {
  readonly decision: ToolDecision;
  /** JSON in place of the model's arguments. */
  readonly edited?: string;
}

/** A call that awaits the person's approval. */
export interface Question {
  readonly conversationId: string;
  readonly messageId: string;
  readonly call: PendingCall;
  /** Applies the decision. If it rejects, the person sees the error and the call keeps waiting. */
  readonly settle: (answer: Answer) => Promise<void>;
}

/**
 * The person's answer to a call that will be asked about again. It applies to exactly that call.
 */
export interface ExpectedAnswer extends Answer {
  readonly callId: string;
  /** JSON as the model wrote it. */
  readonly arguments: string;
}

/**
 * Returns true if an answer given without seeing the reason is valid. After a restart, the card of
 * a waiting call cannot show that its tool has changed or that its address is private. Only a
 * refusal does not depend on either.
 */
function countsFor({ kind }: AskReason, { decision }: Answer): boolean {
  if (decision === 'deny' || decision === 'never') return true;
  switch (kind) {
    case 'not_allowed_yet':
    case 'assistant_asks':
    case 'unknown_address':
    case 'leaves_traces':
      return true;
    case 'changed':
    case 'private_address':
      return false;
  }
}

/** Queues calls until the person answers. */
export interface Desk {
  /** Resolves with the person's answer; rejects when `signal` is aborted. */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** The calls of a conversation that are waiting now; null if there are none. */
  pending(conversationId: string): PendingApproval | null;
  /** Answers waiting calls; calls without an answer keep waiting. Rejects if `settle` rejects. */
  answer(messageId: string, answers: ReadonlyMap<string, Answer>): Promise<void>;
  /**
   * Stores answers to calls that will be asked about again, after a restart. Returns a function
   * that discards them.
   */
  expect(messageId: string, answers: readonly ExpectedAnswer[]): () => void;
}

interface Waiting extends Question {
  readonly done: (answer: Answer) => void;
}

/**
 * Creates the desk. `tell` is called when the waiting calls of a conversation change, once for
 * changes that happen together.
 */
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

  /** Returns and removes the answer that was given before the question, if there is one. */
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
      // Answers side by side ask one after the other.
      const ofAnswer = calls.filter((each) => each.messageId === messageId);
      return { conversationId, messageId, calls: ofAnswer.map(({ call }) => call) };
    },
    async answer(messageId, answers) {
      const meant = [...waiting].filter((entry) => entry.messageId === messageId);
      for (const entry of meant) {
        const answer = answers.get(entry.call.callId);
        if (answer === undefined) continue;
        await entry.settle(answer);
        // The call may have been stopped while the decision was being written.
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
