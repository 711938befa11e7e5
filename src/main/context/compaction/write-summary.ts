import type { Compaction } from '../../../shared/model/context/room.ts';
import type { Conversation, Message, SummaryRequest } from '../../../shared/model/conversation.ts';
import { freeAccount, paying, type OpenAccount } from '../../turns/account.ts';
import { loadAttachments, type LoadAttachment } from '../../turns/attachment-contents.ts';
import type { ChosenModel } from '../../turns/turn-service.ts';
import type { Protocol } from '../../wire/protocol.ts';
import { tokensFor } from '../factors.ts';
import { countTexts } from '../question-counts.ts';
import { wholeWeight, type Weight } from '../request-weight.ts';
import { inputBudget, longestSummary, summaryBudget } from './plan.ts';
import { summarise } from './summarise.ts';
import { partsOf, transcriptOf } from './transcript.ts';

/** Dependencies of {@link writeSummary}. */
export interface SummaryOptions {
  readonly choose: (conversation: Conversation) => Promise<ChosenModel>;
  readonly loadAttachment: LoadAttachment;
  /** Pays for summaries; by default they are free. */
  readonly openAccount?: OpenAccount | undefined;
  readonly settings: () => { readonly idleTimeoutSeconds: number };
}

/** The beginning of a conversation that is summarised. */
interface Beginning {
  readonly conversation: Conversation;
  readonly weight: Weight;
  readonly path: readonly Message[];
  /** Gets each request that was sent, also if it comes to nothing. */
  readonly asked: SummaryRequest[];
  readonly onProgress: (change: Partial<Compaction>) => void;
  readonly signal: AbortSignal;
}

/** The margin of a transcript, because estimates may be too low. */
const safety = 1.2;
/** The tokens of what is asked about a transcript. */
const aroundTokens = 400;

/** The tokens of a transcript that fit into one request. */
function transcriptBudget({ windowTokens, ...weight }: Weight): number {
  // A server that refused all of it may take half.
  const budget =
    windowTokens === null ? wholeWeight(weight) / 2 : inputBudget(windowTokens) - aroundTokens;
  const notes = windowTokens === null ? longestSummary : summaryBudget(budget);
  return Math.max(500, Math.floor((budget - notes) / safety));
}

/** Has the conversation's model write a summary; null if it was cancelled. Throws ExpectedErrors. */
export async function writeSummary(
  options: SummaryOptions,
  { conversation, weight, path, asked, onProgress, signal }: Beginning,
): Promise<string | null> {
  const chosen = await options.choose(conversation);
  const contents = await loadAttachments(path, options.loadAttachment, signal);
  const tokensOf = (text: string): number => tokensFor(countTexts([text]), weight.factors);
  const budget = transcriptBudget(weight);
  const parts = partsOf(transcriptOf(path, contents, budget), budget, tokensOf);
  const { windowTokens } = weight;
  const { providerId, model } = chosen;
  onProgress({ parts: parts.length });
  const account =
    options.openAccount?.({
      purpose: 'summary',
      conversation,
      messageId: null,
      chosen,
      mayPassLimits: false,
    }) ?? freeAccount;
  const ask: Protocol['ask'] = (question, until) =>
    paying(account, question, () => chosen.protocol.ask(question, until));
  const maxTokens =
    windowTokens === null ? longestSummary : summaryBudget(inputBudget(windowTokens));
  return summarise({
    model,
    ask,
    parts,
    maxTokens,
    tokensOf,
    idleTimeoutMs: options.settings().idleTimeoutSeconds * 1000,
    onProgress: (part, written) => onProgress({ part, text: written }),
    onAsked: (usage) =>
      asked.push({ providerId, model, ...(usage === undefined ? {} : { usage }) }),
    signal,
  }).finally(() => account.close());
}
