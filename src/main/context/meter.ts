import type { CommandInput, Draft } from '../../shared/contract/index.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import { wantedModel } from '../../shared/model/assistants/effective.ts';
import type { ContextMeter } from '../../shared/model/context/meter.ts';
import type { WhenFull } from '../../shared/model/context/room.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import { cutOf } from './compaction/cut-of.ts';
import { fullest, requestsForMessage } from './compaction/next-requests.ts';
import { draftMessage, type Asked, type WeighNext } from './request-weight.ts';

/** Dependencies of {@link createMeter}. */
export interface MeterOptions {
  readonly conversation: (id: string) => Promise<Conversation>;
  readonly drafts: () => readonly Draft[];
  readonly assistant: (id: string) => Assistant;
  readonly settings: () => { readonly whenFull: WhenFull; readonly defaultModel: string | null };
  /** The cost limits for a request of this many tokens to the wanted model. */
  readonly limits: (asked: LimitedRequest) => Promise<ContextMeter['limits']>;
  readonly weigh: WeighNext;
}

/** A request that cost limits may stop. */
export interface LimitedRequest {
  readonly conversation: Pick<Conversation, 'assistant' | 'limits' | 'messages'>;
  readonly model: string | null;
  readonly tokens: number;
}

const kinds = ['system', 'tools', 'documents', 'summary', 'history', 'message'] as const;

/** Creates the meter. Of several that a conversation asks, it shows the one with the least room. */
export function createMeter(
  options: MeterOptions,
): (input: CommandInput<'context.meter'>) => Promise<ContextMeter> {
  const askedOf = async (
    input: CommandInput<'context.meter'>,
  ): Promise<Asked & Pick<Conversation, 'whenFull' | 'limits' | 'compare' | 'parameters'>> => {
    if (input.conversationId !== null) return options.conversation(input.conversationId);
    const { assistantId, tools, ...own } = input.own;
    return {
      ...own,
      ...(tools === null ? {} : { tools }),
      ...(assistantId === null ? {} : { assistant: options.assistant(assistantId) }),
      messages: {},
      leafId: null,
    };
  };

  return async (input) => {
    const asked = await askedOf(input);
    const { conversationId } = input;
    const draft = options.drafts().find((each) => each.conversationId === conversationId);
    const requests = requestsForMessage(asked, draftMessage(draft), options.assistant);
    const most = await fullest(options.weigh, conversationId, requests);
    if (most === null) throw new Error('A conversation asks at least one model.');
    const { weight } = most;
    const parts = kinds.map((kind) => ({ kind, tokens: Math.round(weight.sums[kind]) }));
    const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
    const { whenFull, defaultModel } = options.settings();
    const model = wantedModel(asked).model ?? defaultModel;
    const [compact, drop] = [cutOf(weight, 'compact'), cutOf(weight, 'drop')];
    return {
      tokens,
      model: wantedModel(most.conversation).model ?? defaultModel,
      limits: await options.limits({ conversation: asked, model, tokens }),
      windowTokens: weight.windowTokens,
      parts: parts.filter((part) => part.tokens > 0),
      compact: compact.kind === 'cut' ? compact.room : null,
      drop: drop.kind === 'cut' ? drop.room : null,
      whenFull: asked.whenFull ?? whenFull,
    };
  };
}
