import type { Conversation, Message, Part } from '../../../shared/model/conversation.ts';
import { webResultSchema, type WebResult } from '../../../shared/model/web/web-results.ts';

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

function resultsOf(message: Message): readonly WebResult[] {
  const calls = new Set(
    message.parts.flatMap((part) =>
      part.kind === 'tool_call' && part.tool?.key.startsWith('web/') === true ? [part.callId] : [],
    ),
  );
  return message.parts.flatMap((part) => {
    if (part.kind !== 'tool_result' || part.isError || !calls.has(part.callId)) return [];
    return part.content.flatMap((content) => {
      if (content.kind !== 'structured') return [];
      const read = webResultSchema.safeParse(parsed(content.json));
      return read.success ? [read.data] : [];
    });
  });
}

function askedIn(message: Message): readonly string[] {
  return message.parts.flatMap((part) => {
    const hasRun =
      part.kind === 'tool_call' &&
      part.tool?.key === 'web/read_page' &&
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
