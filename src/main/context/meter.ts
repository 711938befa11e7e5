import type { CommandInput, Draft } from '../../shared/contract/index.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import { effectiveTools, wantedModel } from '../../shared/model/assistants/effective.ts';
import type { ContextMeter, ContextPartKind } from '../../shared/model/context/meter.ts';
import type { TokenFactors } from '../../shared/model/context/token-factors.ts';
import { attachmentsOf } from '../../shared/model/conversation-views.ts';
import type { AttachmentPart, Conversation, Message } from '../../shared/model/conversation.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { pathTo } from '../../shared/model/tree.ts';
import { createPauses } from '../event-loop/pauses.ts';
import {
  attachmentContent,
  contentKey,
  type LoadAttachment,
} from '../turns/attachment-contents.ts';
import { promptOf } from '../turns/prompt-day.ts';
import { buildMessages } from '../turns/question.ts';
import { firstFactors, tokensFor } from './factors.ts';
import {
  countMessages,
  countTexts,
  messageTokens,
  pictureTokens,
  type RequestCounts,
} from './question-counts.ts';
import { noCounts } from './text-counts.ts';

/** Dependencies of {@link createMeter}. */
export interface MeterOptions {
  readonly conversation: (id: string) => Promise<Conversation>;
  readonly drafts: () => readonly Draft[];
  readonly assistant: (id: string) => Assistant;
  readonly settings: () => Pick<Settings, 'systemPrompt' | 'tools' | 'defaultModel'>;
  readonly defaultProviderId: () => string | null;
  readonly loadAttachment: LoadAttachment;
  readonly contextTokens: (
    wanted: Pick<Conversation, 'providerId' | 'model' | 'assistant'>,
  ) => Promise<number | null>;
  /** The estimated tokens of tools, without the model's factor. */
  readonly toolTokens: (input: CommandInput<'tools.cost'>) => Promise<number>;
  /** The cost limits for a request of this many tokens to the wanted model. */
  readonly limits: (asked: LimitedRequest) => Promise<ContextMeter['limits']>;
  readonly factors: (providerId: string, model: string) => TokenFactors | null;
}

/** A request that cost limits may stop. */
export interface LimitedRequest {
  readonly conversation: Pick<Conversation, 'assistant' | 'limits' | 'messages'>;
  readonly model: string | null;
  readonly tokens: number;
}

/** The most attachments whose counts are kept. */
const mostKept = 500;

type Asked = Pick<
  Conversation,
  | 'systemPrompt'
  | 'promptDay'
  | 'providerId'
  | 'model'
  | 'assistant'
  | 'tools'
  | 'limits'
  | 'messages'
  | 'leafId'
>;

/** A message that is not there yet. */
function messageOf(draft: Draft | undefined): Message | null {
  const text = [draft?.text ?? '', ...(draft?.pasted ?? [])].join('\n\n').trim();
  const attachments = draft?.attachments ?? [];
  if (text === '' && attachments.length === 0) return null;
  return {
    id: '',
    parentId: null,
    role: 'user',
    status: 'complete',
    createdAt: '',
    parts: [...attachments, ...(text === '' ? [] : [{ kind: 'text' as const, text }])],
  };
}

function withoutAttachments(message: Message): Message {
  if (message.role === 'assistant') return message;
  return { ...message, parts: message.parts.filter(({ kind }) => kind === 'text') };
}

/** Creates the meter. Messages and attachments are counted once. */
export function createMeter(
  options: MeterOptions,
): (input: CommandInput<'context.meter'>) => Promise<ContextMeter> {
  const ofMessages = new WeakMap<Message, RequestCounts>();
  const ofAttachments = new Map<string, RequestCounts>();

  const countMessage = (message: Message): RequestCounts => {
    const known = ofMessages.get(message);
    if (known !== undefined) return known;
    const counted = countMessages(buildMessages([withoutAttachments(message)], ''));
    ofMessages.set(message, counted);
    return counted;
  };

  const countAttachment = async (part: AttachmentPart): Promise<RequestCounts> => {
    // Pictures take the same, whatever is in them.
    if (part.kind === 'image') return { counts: noCounts, messages: 0, unread: 1 };
    const key = contentKey(part);
    const known = ofAttachments.get(key);
    if (known !== undefined) return known;
    const contents = attachmentContent(part, new Map([[key, await options.loadAttachment(part)]]));
    const counted = { ...countMessages([{ role: 'user', contents }]), messages: 0 };
    ofAttachments.set(key, counted);
    const oldest = ofAttachments.size > mostKept ? ofAttachments.keys().next().value : undefined;
    if (oldest !== undefined) ofAttachments.delete(oldest);
    return counted;
  };

  const askedOf = async (input: CommandInput<'context.meter'>): Promise<Asked> => {
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
    const settings = options.settings();
    const { providerId, model } = wantedModel(asked);
    const provider = providerId ?? options.defaultProviderId() ?? '';
    const factors = options.factors(provider, model ?? settings.defaultModel ?? '') ?? firstFactors;
    const pause = createPauses();
    const tokensOf = ({ counts, messages, unread }: RequestCounts): number =>
      tokensFor(counts, factors) + messages * messageTokens + unread * pictureTokens;
    const sums: Record<ContextPartKind, number> = {
      system: 0,
      tools: 0,
      documents: 0,
      history: 0,
      message: 0,
    };
    const prompt = promptOf(asked, settings.systemPrompt);
    if (prompt.trim() !== '') {
      sums.system = tokensOf({ counts: countTexts([prompt]), messages: 1, unread: 0 });
    }
    const { on, off } = effectiveTools(asked, settings.tools).value;
    if (on.length > 0) {
      const chosen = { on: [...on], off: [...off] };
      const cost = { conversationId, tools: chosen, providerId, model };
      sums.tools = (await options.toolTokens(cost)) * factors.tools;
    }
    const path = asked.leafId === null ? [] : pathTo(asked.messages, asked.leafId);
    for (const message of path) {
      sums.history += tokensOf(countMessage(message));
      const attached = message.role === 'user' ? attachmentsOf(message) : [];
      for (const part of attached) sums.documents += tokensOf(await countAttachment(part));
      await pause();
    }
    const draft = messageOf(
      options.drafts().find((each) => each.conversationId === conversationId),
    );
    if (draft !== null) {
      sums.message = tokensOf(countMessage(draft)) + messageTokens;
      for (const part of attachmentsOf(draft))
        sums.message += tokensOf(await countAttachment(part));
    }
    const kinds = ['system', 'tools', 'documents', 'history', 'message'] as const;
    const parts = kinds.map((kind) => ({ kind, tokens: Math.round(sums[kind]) }));
    const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
    const wanted = model ?? settings.defaultModel;
    return {
      tokens,
      limits: await options.limits({ conversation: asked, model: wanted, tokens }),
      windowTokens: await options.contextTokens(asked),
      parts: parts.filter((part) => part.tokens > 0),
    };
  };
}
