import type {
  Conversation,
  Message,
  Part,
  ResultContent,
} from '../../../shared/model/conversation.ts';
import {
  readPageKey,
  webResultSchema,
  type WebResult,
} from '../../../shared/model/web/web-results.ts';
import { pageTextIn } from './for-model.ts';

/** The person's messages and the results of web calls, which show where a URL came from. */
export interface Evidence {
  /** The person's texts on all branches. */
  readonly written: readonly string[];
  /** The newest of these texts. */
  readonly question: string;
  /** Results of the web tools. */
  readonly results: readonly WebResult[];
  /** URLs that were read or tried with the person's approval. */
  readonly asked: readonly string[];
}

type CallPart = Extract<Part, { kind: 'tool_call' }>;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The model wrote it, and it is not a URL.
    return null;
  }
}

/** Returns the URL in the arguments of a call; null if there is none. */
function addressOf(call: CallPart): string | null {
  const args = parsed(call.edited ?? call.arguments);
  if (typeof args !== 'object' || args === null || !('url' in args)) return null;
  return typeof args.url === 'string' ? args.url : null;
}

function textOf(message: Message): string {
  return message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n');
}

/** Returns what web calls brought, each as its data and the whole content of its result. */
function broughtTo({ parts }: Pick<Message, 'parts'>): readonly {
  readonly result: WebResult;
  readonly content: readonly ResultContent[];
}[] {
  const calls = new Set(
    parts.flatMap((part) =>
      part.kind === 'tool_call' && part.tool?.key.startsWith('web/') === true ? [part.callId] : [],
    ),
  );
  return parts.flatMap((part) => {
    if (part.kind !== 'tool_result' || part.isError || !calls.has(part.callId)) return [];
    const { content } = part;
    return content.flatMap((each) => {
      if (each.kind !== 'structured') return [];
      const read = webResultSchema.safeParse(parsed(each.json));
      return read.success ? [{ result: read.data, content }] : [];
    });
  });
}

function resultsOf(message: Message): readonly WebResult[] {
  return broughtTo(message).map(({ result }) => result);
}

/** A page that the model was given. */
export interface GivenPage {
  readonly url: string;
  readonly title: string;
  /** Its parts, in the order in which they were read. */
  readonly texts: readonly string[];
}

/** Returns the pages in the results of these messages, by their numbers. */
export function pagesGivenIn(
  messages: readonly Pick<Message, 'parts'>[],
): ReadonlyMap<number, GivenPage> {
  const pages = new Map<number, GivenPage>();
  for (const { result, content } of messages.flatMap(broughtTo)) {
    if (result.kind !== 'page') continue;
    const { number, url, title } = result;
    const read = content.flatMap((each) => (each.kind === 'text' ? [pageTextIn(each.text)] : []));
    const texts = [...(pages.get(number)?.texts ?? []), ...read];
    pages.set(number, { url, title, texts });
  }
  return pages;
}

function askedIn(message: Message): readonly string[] {
  return message.parts.flatMap((part) => {
    const hasRun =
      part.kind === 'tool_call' &&
      part.tool?.key === readPageKey &&
      (part.state === 'done' || part.state === 'failed');
    const address = hasRun ? addressOf(part) : null;
    return address === null ? [] : [address];
  });
}

/** Collects the evidence from a conversation. */
export function evidenceIn({ messages }: Pick<Conversation, 'messages'>): Evidence {
  const all = Object.values(messages).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const written = all.filter(({ role }) => role === 'user').map(textOf);
  return {
    written,
    question: written.at(-1) ?? '',
    results: all.flatMap(resultsOf),
    asked: all.flatMap(askedIn),
  };
}
