import type { CommandInput, Draft } from '../../shared/contract/index.ts';
import { effectiveTools, wantedModel } from '../../shared/model/assistants/effective.ts';
import type { ContextPartKind } from '../../shared/model/context/meter.ts';
import type { TokenFactors } from '../../shared/model/context/token-factors.ts';
import { attachmentsOf } from '../../shared/model/conversation-views.ts';
import type {
  ActiveCheckpoint,
  AttachmentPart,
  Conversation,
  Message,
} from '../../shared/model/conversation.ts';
import {
  activeCheckpoint,
  sentPath,
  withCheckpoint,
} from '../../shared/model/message/checkpoint.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { pathTo } from '../../shared/model/tree.ts';
import { createPauses } from '../event-loop/pauses.ts';
import {
  attachmentContent,
  contentKey,
  type LoadAttachment,
} from '../turns/attachment-contents.ts';
import { checkpointNote } from '../turns/checkpoint-note.ts';
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

/** Dependencies of {@link createWeighing}. */
export interface WeighingOptions {
  readonly settings: () => Pick<Settings, 'systemPrompt' | 'tools' | 'defaultModel'>;
  readonly defaultProviderId: () => string | null;
  readonly loadAttachment: LoadAttachment;
  readonly contextTokens: (
    wanted: Pick<Conversation, 'providerId' | 'model' | 'assistant'>,
  ) => Promise<number | null>;
  /** The estimated tokens of tools, without the model's factor. */
  readonly toolTokens: (input: CommandInput<'tools.cost'>) => Promise<number>;
  readonly factors: (providerId: string, model: string) => TokenFactors | null;
}

/** The most attachments whose counts are kept. */
const maxKept = 500;

/** The fields of a conversation that determine the size of its next request. */
export type Asked = Pick<
  Conversation,
  | 'systemPrompt'
  | 'promptDay'
  | 'providerId'
  | 'model'
  | 'assistant'
  | 'tools'
  | 'messages'
  | 'leafId'
>;

/** The estimated size of a request. */
export interface Weight {
  readonly sums: Readonly<Record<ContextPartKind, number>>;
  /** The messages from the last checkpoint on, with their attachments. */
  readonly sent: readonly { readonly message: Message; readonly tokens: number }[];
  /** The messages before it. */
  readonly before: number;
  /** The context window of the model; null if it is unknown. */
  readonly windowTokens: number | null;
  readonly factors: TokenFactors;
}

/** Estimates the next request of a conversation, with a message that is not sent yet. */
export type WeighNext = (
  conversationId: string | null,
  asked: Asked,
  draft: Message | null,
) => Promise<Weight>;

/** The message that would be sent; null if there is nothing to send. */
export function draftMessage(
  draft: Pick<Draft, 'text' | 'pasted' | 'attachments'> | undefined,
): Message | null {
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

/** The message without its checkpoint and attachments, which are counted separately. */
function plain(message: Message): Message {
  const own = message.checkpoint === undefined ? message : withCheckpoint(message, undefined);
  if (own.role === 'assistant') return own;
  return { ...own, parts: own.parts.filter(({ kind }) => kind === 'text') };
}

/** The estimated tokens of a whole request. */
export function wholeWeight({ sums }: Pick<Weight, 'sums'>): number {
  return Object.values(sums).reduce((sum, tokens) => sum + tokens, 0);
}

/** Creates the function that estimates requests. Messages and attachments are counted once. */
export function createWeighing(options: WeighingOptions): WeighNext {
  const ofMessages = new WeakMap<Message, RequestCounts>();
  const ofCheckpoints = new WeakMap<ActiveCheckpoint, RequestCounts>();
  const ofAttachments = new Map<string, RequestCounts>();

  const countMessage = (message: Message): RequestCounts => {
    const known = ofMessages.get(message);
    if (known !== undefined) return known;
    const counted = countMessages(buildMessages([plain(message)], ''));
    ofMessages.set(message, counted);
    return counted;
  };

  const countCheckpoint = (checkpoint: ActiveCheckpoint): RequestCounts => {
    const known = ofCheckpoints.get(checkpoint);
    if (known !== undefined) return known;
    const counts = countTexts([checkpointNote(checkpoint)]);
    const counted = { counts, messages: 0, unread: 0 };
    ofCheckpoints.set(checkpoint, counted);
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
    const oldest = ofAttachments.size > maxKept ? ofAttachments.keys().next().value : undefined;
    if (oldest !== undefined) ofAttachments.delete(oldest);
    return counted;
  };

  return async (conversationId, asked, draft) => {
    const settings = options.settings();
    const { providerId, model } = wantedModel(asked);
    const provider = providerId ?? options.defaultProviderId() ?? '';
    const factors = options.factors(provider, model ?? settings.defaultModel ?? '') ?? firstFactors;
    const pause = createPauses();
    const tokensOf = ({ counts, messages, unread }: RequestCounts): number =>
      tokensFor(counts, factors) + messages * messageTokens + unread * pictureTokens;
    const attachmentTokens = async (message: Message): Promise<number> => {
      if (message.role === 'assistant') return 0;
      let sum = 0;
      for (const part of attachmentsOf(message)) sum += tokensOf(await countAttachment(part));
      return sum;
    };
    const sums: Record<ContextPartKind, number> = {
      system: 0,
      tools: 0,
      documents: 0,
      summary: 0,
      history: 0,
      message: 0,
    };
    const prompt = promptOf(asked, settings.systemPrompt);
    if (prompt.trim() !== '') {
      sums.system = tokensOf({ counts: countTexts([prompt]), messages: 1, unread: 0 });
    }
    const tools = effectiveTools(asked, settings.tools).value;
    if (tools.on.length > 0) {
      const chosen = { on: [...tools.on], off: [...tools.off] };
      const cost = { conversationId, tools: chosen, providerId, model };
      sums.tools = (await options.toolTokens(cost)) * factors.tools;
    }
    const path = pathTo(asked.messages, asked.leafId);
    const onWire = sentPath(path);
    const first = onWire[0] ?? draft;
    const checkpoint = first === null ? undefined : activeCheckpoint(first);
    if (checkpoint !== undefined) {
      const kind = checkpoint.kind === 'summary' ? 'summary' : 'history';
      sums[kind] += tokensOf(countCheckpoint(checkpoint));
    }
    const sent: { readonly message: Message; readonly tokens: number }[] = [];
    for (const message of onWire) {
      const own = tokensOf(countMessage(message));
      const attached = await attachmentTokens(message);
      sums.history += own;
      sums.documents += attached;
      sent.push({ message, tokens: own + attached });
      await pause();
    }
    if (draft !== null) {
      sums.message =
        tokensOf(countMessage(draft)) + messageTokens + (await attachmentTokens(draft));
    }
    const windowTokens = await options.contextTokens(asked);
    return { sums, sent, before: path.length - onWire.length, windowTokens, factors };
  };
}
