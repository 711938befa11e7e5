import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import { errorOf } from '../../../shared/model/errors.ts';
import type { SamplingState, SamplingView } from '../../../shared/model/person/requests.ts';
import { tokensOf } from '../large-results.ts';
import type { PersonPort, SamplingAnswer, SamplingRequest } from '../mcp/person.ts';
import type { OpenRequest, OpenRequests } from './open-requests.ts';

/** The answer of a model to a server's request. */
export interface ModelAnswer {
  readonly text: string;
  /** It ended at the most tokens. */
  readonly isCut: boolean;
  /** null if the model's server did not count. */
  readonly usage: Usage | null;
}

/** A model that answers requests of servers. */
export interface AskableModel {
  readonly model: string;
  /** The name of its provider. */
  readonly provider: string;
  /** Asks in one exchange without tools. Throws an ExpectedError; rejects when `signal` is aborted. */
  ask(
    request: Pick<SamplingRequest, 'system' | 'messages' | 'maxTokens'>,
    signal: AbortSignal,
  ): Promise<ModelAnswer>;
}

/** Dependencies of the requests for a model's answer. */
export interface SampleOptions {
  readonly requests: OpenRequests;
  /**
   * Returns the model of a conversation, or the default model for null. Throws an ExpectedError if
   * there is none.
   */
  readonly chooseModel: (conversationId: string | null) => Promise<AskableModel>;
  /** Adds what an answer took to the usage of its model. */
  readonly count: (model: string, usage: Usage) => Promise<void>;
  readonly report: (error: unknown) => void;
}

function viewOf(request: SamplingRequest, { model, provider }: AskableModel): SamplingView {
  const { system, messages, maxTokens } = request;
  const text = [system, ...messages.map((message) => message.text)].join('\n');
  return { system, messages, maxTokens, tokens: tokensOf(text), model, provider };
}

/** The conversation of one request with the person: it is allowed, answered, and sent back. */
class Sampling {
  readonly #options: SampleOptions;
  readonly #request: SamplingRequest;
  readonly #model: AskableModel;
  readonly #asks: SamplingView;
  #state: SamplingState = { kind: 'asked' };

  constructor(options: SampleOptions, request: SamplingRequest, model: AskableModel) {
    this.#options = options;
    this.#request = request;
    this.#model = model;
    this.#asks = viewOf(request, model);
  }

  get wish() {
    return { kind: 'sampling', asks: this.#asks, state: this.#state } as const;
  }

  #become(open: OpenRequest<SamplingAnswer>, state: SamplingState): void {
    this.#state = state;
    open.show(this.wish);
  }

  /** Asks the model and shows its answer or what went wrong. Never rejects. */
  async #ask(open: OpenRequest<SamplingAnswer>): Promise<void> {
    const { requests, count, report } = this.#options;
    this.#become(open, { kind: 'answering' });
    try {
      const { text, isCut, usage } = await this.#model.ask(this.#request, open.ended);
      if (usage !== null) await count(this.#model.model, usage).catch(report);
      if (text.trim() === '') throw expected('sampling_no_text', { model: this.#model.model });
      this.#become(open, { kind: 'answered', text, isCut });
    } catch (error) {
      if (open.ended.aborted) return;
      if (!(error instanceof ExpectedError)) report(error);
      const failure = error instanceof ExpectedError ? error.error : errorOf('internal', {});
      this.#become(open, { kind: 'failed', error: failure });
    }
    requests.callBack(open.request.id);
  }

  answer(kind: string, open: OpenRequest<SamplingAnswer>): void {
    const state = this.#state;
    if (kind === 'decline' || kind === 'close') return open.end({ kind: 'decline' });
    if (kind === 'allow' && (state.kind === 'asked' || state.kind === 'failed')) {
      void this.#ask(open);
      return;
    }
    if (kind !== 'send_back' || state.kind !== 'answered') throw expected('no_request_waits', {});
    const { text, isCut } = state;
    open.end({ kind: 'answer', model: this.#model.model, text, isCut });
  }
}

/** Creates the requests of servers for a model's answer. */
export function createSample(options: SampleOptions): PersonPort['sample'] {
  const { requests, chooseModel, report } = options;
  return async (request, { signal }) => {
    const { serverId, serverName, conversationId } = request;
    const reason = requests.admit(serverId);
    if (reason !== null) return { kind: 'refused', reason };
    let model: AskableModel;
    try {
      model = await chooseModel(conversationId);
    } catch (error) {
      if (!(error instanceof ExpectedError)) report(error);
      return { kind: 'refused', reason: 'no_model' };
    }
    // Others may have been opened meanwhile.
    if (requests.isFull(serverId)) return { kind: 'refused', reason: 'too_many_waiting' };
    const sampling = new Sampling(options, request, model);
    return requests.open<SamplingAnswer>({
      by: { serverId, serverName, conversationId },
      wish: sampling.wish,
      signal,
      cancelled: { kind: 'decline' },
      answer: ({ kind }, open) => sampling.answer(kind, open),
    });
  };
}
