import { expected } from '../../../shared/expected.ts';
import { answeredBy, type AnsweredBy } from '../../../shared/model/assistants/effective.ts';
import type { StartedTurn, TurnNumber } from '../../../shared/model/chat-event.ts';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { fewestCompared } from '../../../shared/model/message/comparison.ts';
import { withWaitingQueue } from '../../../shared/model/message/queue.ts';
import { withoutFailureOnShow } from '../../../shared/model/tree/comparison.ts';
import type { ActiveTurn } from '../active-turn.ts';
import { launchTurn } from '../launch-turn.ts';
import { withPromptDay } from '../prompt-day.ts';
import type { Plan, PlanContext } from '../turn-plan.ts';
import type { ChosenModel, TurnServiceOptions, TurnWish } from '../turn-service.ts';
import { answeredAgain, askersOf } from './askers.ts';
import { planComparison, type Column } from './plan-comparison.ts';
import { columnOf, type RunningTurns } from './running-turns.ts';

type MakePlan = (conversation: Conversation, context: PlanContext) => Plan;

/**
 * Starts one turn, or one per column if the conversation compares. `of`: the answer that is given
 * again or goes on. Throws ExpectedErrors.
 */
export type BeginTurn = (
  conversationId: Id,
  plan: MakePlan,
  wish?: TurnWish,
  of?: Id,
) => Promise<StartedTurn>;

/** The answerer of a turn and its column in a comparison. */
interface Asked {
  readonly by: AnsweredBy | undefined;
  readonly chosen: ChosenModel | null;
  readonly column: Column | null;
}

/** A planned turn with the model that answers it. */
interface Start {
  readonly plan: Plan;
  readonly chosen: ChosenModel;
}

const noAssistant = (): never => {
  throw expected('assistant_gone', {});
};

/** Creates the function that starts turns. They are in `running` until they end. */
export function createStarter(options: TurnServiceOptions, running: RunningTurns): BeginTurn {
  const { conversations, newId, choose, assistant = noAssistant } = options;
  const nowIso = (): string => conversations.nowIso();
  let lastTurn: TurnNumber = 0;

  const settle = (
    conversationId: Id,
    message: Message,
    chosen: ChosenModel,
    isElsewhere: boolean,
  ): void => {
    running.remove(conversationId, message.id);
    options.onRunning?.();
    const conversation = conversations.settle(conversationId, (before) => {
      const messages = { ...before.messages, [message.id]: message };
      const after = withoutFailureOnShow({ ...before, updatedAt: nowIso(), messages });
      // After anything but a complete answer, the person decides what comes next.
      return message.status === 'complete' ? after : withWaitingQueue(after);
    });
    const goesOn = running.of(conversationId).length > 0;
    options.onAnswered(conversation, chosen, { message, goesOn, isElsewhere });
  };

  const launch = ({ plan, chosen }: Start, wish: TurnWish): ActiveTurn => {
    const { id } = plan.conversation;
    const letGo = conversations.hold(id);
    const isAlone = (): boolean => running.of(id).length === 0;
    const turn = launchTurn(options, (lastTurn += 1), plan, chosen, wish, {
      settle: (message) => settle(id, message, chosen, wish.observe !== undefined),
      goesOn: () => !isAlone(),
    });
    running.add(id, columnOf(plan.answer), turn);
    options.onRunning?.();
    void turn.done.then(letGo).then(() => {
      if (isAlone()) options.onIdle?.(id);
    });
    return turn;
  };

  /** Finds the columns of a comparison, or the one model of the turn. */
  const findAsked = async (
    conversation: Conversation,
    wish: TurnWish,
    by: AnsweredBy | undefined,
  ): Promise<readonly Asked[]> => {
    const { compare } = conversation;
    const isSet = compare?.on === true && compare.answerers.length >= fewestCompared;
    if (wish.compares === true && isSet) {
      const random = options.random ?? Math.random;
      return askersOf(conversation, compare, { choose, assistant, random });
    }
    const seen = by === undefined ? conversation : answeredBy(conversation, by);
    return [{ by, chosen: wish.chosen ?? (await choose(seen)), column: null }];
  };

  /** The turns to launch, and the conversation as it is kept. */
  const planned = (
    before: Conversation,
    make: MakePlan,
    asked: readonly Asked[],
  ): { readonly starts: readonly Start[]; readonly kept: Conversation } => {
    const first = asked.find(({ chosen }) => chosen !== null)?.chosen;
    if (first === undefined || first === null) throw new Error('Nobody is asked');
    const { model, providerId } = first;
    const made = make(before, { newId, nowIso, model, providerId, by: asked[0]?.by });
    const columns = asked.flatMap(({ column }) => column ?? []);
    const isBlind = before.compare?.blind === true;
    const plans = columns.length === 0 ? [made] : planComparison(made, columns, isBlind, newId);
    const [{ conversation } = made] = plans;
    let { promptDay } = conversation;
    const starts = plans.flatMap((plan, index): readonly Start[] => {
      const { by, chosen = null } = asked[index] ?? {};
      if (chosen === null) return [];
      const own = { ...conversation, promptDay };
      const seen = by === undefined ? own : answeredBy(own, by);
      const dated = withPromptDay(seen, options.settings().systemPrompt, nowIso());
      ({ promptDay } = dated);
      return [{ plan: { ...plan, conversation: { ...dated, leafId: plan.answer.id } }, chosen }];
    });
    const keepsModel = asked.every(({ by, column }) => by === undefined && column === null);
    const own = keepsModel ? { providerId, model } : {};
    return { starts, kept: { ...conversation, updatedAt: nowIso(), promptDay, ...own } };
  };

  return async (conversationId, make, wish = {}, of) => {
    const now = await conversations.get(conversationId);
    const answer = of === undefined ? undefined : now.messages[of];
    const place = running.reserve(conversationId, answer === undefined ? null : columnOf(answer));
    try {
      await place.free;
      const conversation = await conversations.get(conversationId);
      const by = answeredAgain(answer, wish.by, assistant);
      const asked = await findAsked(conversation, wish, by);
      let starts: readonly Start[] = [];
      const { written } = await conversations.change(conversationId, (before) => {
        const next = planned(before, make, asked);
        ({ starts } = next);
        return next.kept;
      });
      // The question is saved, or known to be unsaved, before the request is sent.
      await written;
      const [first] = starts.map((start) => launch(start, wish));
      if (first === undefined) throw new Error('The plan was not made');
      return { conversationId, turn: first.turn, messageId: first.messageId };
    } finally {
      place.release();
    }
  };
}
