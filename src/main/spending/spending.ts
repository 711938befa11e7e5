import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { priceOf, type PriceList } from '../../shared/model/cost.ts';
import type { TokenFactors } from '../../shared/model/context/token-factors.ts';
import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { spentIn, type Spent } from '../../shared/model/message/spent.ts';
import {
  addSpent,
  monthOf,
  spentOn,
  type MonthSpent,
  type Spending,
} from '../../shared/model/spending/ledger.ts';
import {
  hasNoLimit,
  isStopped,
  nextCost,
  type CostLimits,
  type LimitState,
  type NextCost,
} from '../../shared/model/spending/limits.ts';
import type { LimitedRequest, MeterOptions } from '../context/meter.ts';
import type { Account, OpenAccount, Payer } from '../turns/account.ts';
import type { Question } from '../wire/protocol.ts';
import type { SpendingFile } from './ports.ts';

/** Dependencies of {@link createSpending}. */
export interface SpendingOptions {
  readonly file: SpendingFile;
  readonly prices: () => PriceList;
  readonly monthLimits: () => CostLimits;
  /** The conversation as it is now. */
  readonly conversation: (id: Id) => Promise<Conversation>;
  readonly factors: (providerId: string, model: string) => TokenFactors | null;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Adds up the cost of requests and enforces the limits. */
export interface SpendingService {
  readonly openAccount: OpenAccount;
  /** The limits that count for a request, and what is spent of each. */
  readonly limitsOf: MeterOptions['limits'];
  /** The cost of all requests of this month. */
  ofThisMonth(): Promise<MonthSpent>;
}

/** Requests of a turn that runs. */
interface Running extends Payer {
  /** Those that are counted, but not yet in the conversation. */
  requests: Spending[];
  /** The estimate of the request that is under way, in US dollars. */
  reserved: number;
}

/** The estimated cost of the requests that are under way. */
function reservedBy(running: readonly Running[]): Spent {
  const known = running.reduce((sum, { reserved }) => sum + reserved, 0);
  return { known, counted: 0, unknown: 0 };
}

/**
 * The cost of a conversation: of its messages, of requests that are not in them yet, and of those of
 * `payer`, which may belong to no answer.
 */
function spentInConversation(
  { messages }: Pick<Conversation, 'messages'>,
  running: ReadonlySet<Running>,
  payer: Running | null,
  prices: PriceList,
): Spent {
  const all = Object.values<Message>(messages);
  const growing = all.filter(({ status }) => status === 'streaming');
  const ids = new Set(growing.map(({ id }) => id));
  const own = [...running].filter(
    (one) => one === payer || (one.messageId !== null && ids.has(one.messageId)),
  );
  const before = growing
    .filter(({ usage }) => usage !== undefined)
    .map((message): Message => ({ ...message, status: 'stopped' }));
  const requests = own.flatMap((each) => each.requests);
  const spent = addSpent(spentIn([...all, ...before], prices), spentOn(requests, prices));
  return addSpent(spent, reservedBy(own));
}

/** Estimates the prompt of a request, in tokens. The counting is loaded on first use. */
async function estimate(question: Question, factors: TokenFactors | null): Promise<number> {
  const [{ countQuestion, messageTokens, pictureTokens }, { firstFactors, tokensFor }] =
    await Promise.all([import('../context/question-counts.ts'), import('../context/factors.ts')]);
  const { counts, messages, unread } = countQuestion(question);
  return (
    tokensFor(counts, factors ?? firstFactors) + messages * messageTokens + unread * pictureTokens
  );
}

/** True if the server has charged for this model, in this turn or this conversation. */
function hasCharged(
  requests: readonly Spending[],
  conversation: LimitedRequest['conversation'] | null,
  model: string | null,
): boolean {
  const isCharged = (usage: Spending['usage'] | undefined): boolean => (usage?.costUsd ?? 0) > 0;
  const answers = Object.values<Message>(conversation?.messages ?? {});
  return (
    requests.some(({ usage }) => isCharged(usage)) ||
    answers.some((answer) => answer.model === model && isCharged(answer.usage))
  );
}

function refusalOf(state: LimitState, next: NextCost, isGoingOn: boolean): ParleyError {
  const { scope, assistant, limits, spent } = state;
  return errorOf(
    'cost_limit',
    {
      scope,
      assistant,
      stopAt: limits.stopAt ?? 0,
      spent: spent.known,
      isAtLeast: spent.unknown > 0,
      next: next.kind === 'paid' && next.atLeast > 0 ? next.atLeast : null,
    },
    // The answer keeps what it has so far and can be continued.
    isGoingOn ? { action: 'continue' } : {},
  );
}

/** Creates the service. */
export function createSpending(options: SpendingOptions): SpendingService {
  const { file, now, prices } = options;
  const running = new Set<Running>();
  /** Requests are looked at one after the other, so that each sees what the others reserve. */
  let last: Promise<unknown> = Promise.resolve();

  const inMonth = async (assistantId: string | null): Promise<Spent> => {
    const all = await file.ofMonth(monthOf(now()));
    const own = assistantId === null ? all : all.filter((one) => one.assistantId === assistantId);
    const asking = [...running].filter(
      ({ conversation }) => assistantId === null || conversation?.assistant?.id === assistantId,
    );
    return addSpent(spentOn(own, prices()), reservedBy(asking));
  };

  const limitStates = async (
    conversation: LimitedRequest['conversation'] | null,
    payer: Running | null = null,
  ): Promise<readonly LimitState[]> => {
    const { limits, assistant } = conversation ?? {};
    const states: LimitState[] = [];
    if (conversation !== null && limits !== undefined && !hasNoLimit(limits)) {
      const spent = spentInConversation(conversation, running, payer, prices());
      states.push({ scope: 'conversation', assistant: null, limits, spent });
    }
    if (assistant?.limits !== undefined && !hasNoLimit(assistant.limits)) {
      const spent = await inMonth(assistant.id);
      const { name, limits: own } = assistant;
      states.push({ scope: 'assistant', assistant: name, limits: own, spent });
    }
    const ofMonth = options.monthLimits();
    if (!hasNoLimit(ofMonth)) {
      const spent = await inMonth(null);
      states.push({ scope: 'month', assistant: null, limits: ofMonth, spent });
    }
    return states;
  };

  /** The conversation with its present answers and limits, and the assistant that answers. */
  const present = async ({ conversation }: Payer): Promise<Conversation | null> => {
    if (conversation === null) return null;
    const current = await options.conversation(conversation.id);
    const { assistant } = conversation;
    const isSame = current.assistant?.id === assistant?.id;
    return isSame ? current : { ...current, assistant };
  };

  const mayAsk = async (payer: Running, question: Question): Promise<ParleyError | null> => {
    const conversation = await present(payer);
    const states = await limitStates(conversation, payer);
    if (states.every(({ limits }) => limits.stopAt === undefined)) return null;
    const { providerId, model } = payer.chosen;
    const price = priceOf(prices(), model);
    const tokens = await estimate(question, options.factors(providerId, model));
    const next = nextCost(price, tokens, hasCharged(payer.requests, conversation, model));
    const stopping = states.find((state) => isStopped(state, next));
    if (stopping !== undefined && !payer.mayPassLimits) {
      return refusalOf(stopping, next, question.continuesAnswer === true);
    }
    payer.reserved = next.kind === 'paid' ? next.atLeast : 0;
    return null;
  };

  return {
    openAccount(payer): Account {
      const own: Running = { ...payer, requests: [], reserved: 0 };
      running.add(own);
      return {
        mayAsk(question) {
          const looked = last.then(() => mayAsk(own, question));
          last = looked.catch(() => undefined);
          return looked;
        },
        paid(usage) {
          const assistantId = payer.conversation?.assistant?.id;
          const spending: Spending = {
            at: now(),
            purpose: payer.purpose,
            providerId: payer.chosen.providerId,
            model: payer.chosen.model,
            ...(assistantId === undefined ? {} : { assistantId }),
            usage,
          };
          own.reserved = 0;
          own.requests.push(spending);
          file.add(spending);
        },
        unpaid() {
          own.reserved = 0;
        },
        close: () => void running.delete(own),
      };
    },
    async limitsOf({ conversation, model, tokens }) {
      const states = await limitStates(conversation);
      const price = priceOf(prices(), model ?? undefined);
      const next = nextCost(price, tokens, hasCharged([], conversation, model));
      return states.map((state) => ({ ...state, isStopping: isStopped(state, next) }));
    },
    async ofThisMonth() {
      const month = monthOf(now());
      const [first = month] = await file.months();
      const spent = await inMonth(null);
      if (first !== month) return { spent, since: null };
      return { spent, since: (await file.ofMonth(month)).find(({ at }) => at > 0)?.at ?? now() };
    },
  };
}
