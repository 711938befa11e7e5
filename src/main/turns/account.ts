import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Conversation, Id, Usage } from '../../shared/model/conversation.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { SpendingPurpose } from '../../shared/model/spending/ledger.ts';
import type { Question } from '../wire/protocol.ts';

/** A turn or other work that sends requests, and their purpose. */
export interface Payer {
  readonly purpose: SpendingPurpose;
  /** As it is asked, with the assistant that answers; null if there is none. */
  readonly conversation: Conversation | null;
  /** The answer that grows; null if there is none. */
  readonly messageId: Id | null;
  readonly chosen: { readonly providerId: string; readonly model: string };
  /** The person has allowed this answer to pass the limits. */
  readonly mayPassLimits: boolean;
}

/** Pays for the requests of one turn, one after the other. */
export interface Account {
  /** Null if this request may be sent; otherwise the limit that it would pass. */
  mayAsk(question: Question): Promise<ParleyError | null>;
  /** Records the request that was sent; null if the server did not count. */
  paid(usage: Usage | null): void;
  /** The last request cost nothing. */
  unpaid(): void;
  /** Call when the answer has its usage. */
  close(): void;
}

/** Opens the account of a turn. */
export type OpenAccount = (payer: Payer) => Account;

/** An account without limits, which keeps nothing. */
export const freeAccount: Account = {
  mayAsk: () => Promise.resolve(null),
  paid: () => undefined,
  unpaid: () => undefined,
  close: () => undefined,
};

/** Sends a request if the limits allow it, and records its usage. Otherwise it fails with the limit. */
export async function* paying(
  account: Account,
  question: Question,
  ask: () => AsyncIterable<ChatStep>,
): AsyncGenerator<ChatStep, void, undefined> {
  const refusal = await account.mayAsk(question);
  if (refusal !== null) {
    yield { kind: 'failed', error: refusal };
    return;
  }
  let usage: Usage | null = null;
  let isOpen = true;
  /** A request that failed without a count has most likely cost nothing. */
  const settle = (hasFailed: boolean): void => {
    if (!isOpen) return;
    isOpen = false;
    if (hasFailed && usage === null) account.unpaid();
    else account.paid(usage);
  };
  try {
    for await (const step of ask()) {
      if (step.kind === 'usage') ({ usage } = step);
      // The caller may not read on after the last step.
      if (step.kind === 'failed') settle(step.error.action !== 'continue');
      if (step.kind === 'finished') settle(false);
      yield step;
    }
  } finally {
    settle(false);
  }
}
