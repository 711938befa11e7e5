import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { RefusalReason } from '../../../shared/model/errors.ts';
import type { ModelWire, ProviderConnection } from '../connection.ts';
import { isAnswer } from '../patient.ts';
import type { Protocol, Question } from '../protocol.ts';

/** The refusal over a wire that the other wire remedies. */
const remedied: Readonly<Record<ModelWire, RefusalReason>> = {
  chat_completions: 'responses_only',
  responses: 'no_endpoint',
};

const otherThan = (wire: ModelWire): ModelWire =>
  wire === 'responses' ? 'chat_completions' : 'responses';

type Failure = Extract<ChatStep, { kind: 'failed' }>;

/**
 * Asks over one wire. If the server refuses because the model is not served there, it returns that
 * failure instead of yielding it.
 */
async function* unlessElsewhere(
  steps: AsyncIterable<ChatStep>,
  reason: RefusalReason,
): AsyncGenerator<ChatStep, Failure | null, undefined> {
  let hasBegun = false;
  for await (const step of steps) {
    hasBegun ||= isAnswer(step);
    if (step.kind === 'failed' && !hasBegun && step.error.reason === reason) return step;
    yield step;
  }
  return null;
}

/** Asks over the other wire, and remembers it once it has answered. */
async function* elsewhere(
  steps: AsyncIterable<ChatStep>,
  first: Failure,
  refused: RefusalReason,
  remember: () => void,
): AsyncGenerator<ChatStep, void, undefined> {
  let hasBegun = false;
  for await (const step of steps) {
    const answers = isAnswer(step);
    if (!hasBegun && answers) remember();
    hasBegun ||= answers;
    // Neither wire serves it: the first refusal says more.
    const isRefused = step.kind === 'failed' && !hasBegun && step.error.reason === refused;
    yield isRefused ? first : step;
  }
}

/**
 * Creates the protocol of a server, which asks each model over the wire that serves it. A model is
 * asked over the wire that the person or an earlier refusal names. A refusal that names the other
 * wire has the question asked again there, once, and is remembered. Nothing is asked in advance.
 */
export function switching(
  connection: ProviderConnection,
  over: (wire: ModelWire) => Protocol,
): Protocol {
  const { wires } = connection;
  async function* ask(
    question: Question,
    signal: AbortSignal,
  ): AsyncGenerator<ChatStep, void, undefined> {
    const { model } = question;
    const { wire, isFixed } = wires.of(model);
    const steps = over(wire).ask(question, signal);
    if (isFixed) {
      yield* steps;
      return;
    }
    const failure = yield* unlessElsewhere(steps, remedied[wire]);
    if (failure === null) return;
    if (signal.aborted) {
      yield failure;
      return;
    }
    const other = otherThan(wire);
    const again = over(other).ask(question, signal);
    yield* elsewhere(again, failure, remedied[other], () => wires.remember(model, other));
  }
  return { ask, listModels: (signal) => over('chat_completions').listModels(signal) };
}
