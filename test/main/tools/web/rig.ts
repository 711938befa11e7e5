import type { LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Conversation, Part } from '../../../../src/shared/model/conversation.ts';
import type { AskReason } from '../../../../src/shared/model/tools.ts';
import { webResultSchema, type WebResult } from '../../../../src/shared/model/web/web-results.ts';
import type { Confined } from '../../../../src/main/confined/confined.ts';
import { createServerFetch } from '../../../../src/main/providers/fetch.ts';
import type { ToolOutput, WebSettingsPort } from '../../../../src/main/tools/ports.ts';
import { createWebTools, type WebTools } from '../../../../src/main/tools/web/source.ts';
import { nodeConfined } from '../../confined/rig.ts';
import { listen, type Listening } from '../../web/servers.ts';

export const conversationId = '01890a5d-ac96-774b-bcce-b302099a8057';

export const sentence = 'Barn owls hunt at night over rough grass, where voles live and breed. ';

/** Responds to each request with a page about owls. */
const owls: Parameters<Listening['respond']>[0] = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<title>Owls</title><main><p>${sentence.repeat(6)}</p></main>`);
};

/** Creates a conversation with one question and one answer, which contains the calls so far. */
function conversationOf(question: string, parts: readonly Part[]): Conversation {
  const at = (second: number): string => `2026-03-01T00:00:0${second}.000Z`;
  const ids = ['01890a5d-ac96-774b-bcce-b302099a8058', '01890a5d-ac96-774b-bcce-b302099a8059'];
  const [first = '', second = ''] = ids;
  return {
    version: 3,
    id: conversationId,
    title: '',
    createdAt: at(0),
    updatedAt: at(0),
    messages: {
      [first]: {
        id: first,
        parentId: null,
        role: 'user',
        parts: [{ kind: 'text', text: question }],
        status: 'complete',
        createdAt: at(1),
      },
      [second]: {
        id: second,
        parentId: first,
        role: 'assistant',
        parts: [...parts],
        status: 'streaming',
        createdAt: at(2),
      },
    },
  } as unknown as Conversation;
}

/** The web tools of a conversation that grows with each call. */
export interface WebRig {
  readonly tools: WebTools;
  ask(url: string): Promise<AskReason | null>;
  /** Runs a call as the exchange loop does, and adds the call and its result to the answer. */
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    allowed?: AskReason | null,
  ): Promise<ToolOutput>;
}

/** Creates web tools behind a proxy that sends every public host name to the one server. */
export function webRig(
  { web, confined }: { readonly web: Listening; readonly confined: Confined },
  question: string,
  { settings = {}, lookup }: { settings?: Partial<WebSettingsPort>; lookup?: LookupFunction } = {},
): WebRig {
  const parts: Part[] = [];
  const serverFetch = createServerFetch({});
  const isPublic = ({ hostname }: URL): boolean => hostname.endsWith('.example.org');
  const tools = createWebTools(
    {
      web: {
        search: () => ({ engine: 'searxng', url: web.origin }),
        key: () => Promise.resolve(null),
        allowedHosts: () => [],
        ...settings,
      },
      conversation: () => Promise.resolve(conversationOf(question, parts)),
    },
    {
      confined,
      network: {
        hasProxy: (url) => Promise.resolve(lookup === undefined && isPublic(url)),
        proxied: (input, init) => {
          const { pathname, search } = new URL(input instanceof Request ? input.url : input);
          return serverFetch(`${web.origin}${pathname}${search}`, init);
        },
        ...(lookup === undefined ? {} : { lookup }),
      },
    },
  );
  let count = 0;
  return {
    tools,
    ask: (url) =>
      tools.source.askBefore?.('read_page', { url }, { conversationId }) ?? Promise.resolve(null),
    async call(name, args, allowed = null) {
      const { signal } = new AbortController();
      const context = {
        conversationId,
        signal,
        allowed,
        onProgress: () => undefined,
        room: () => Promise.resolve(25_000),
      };
      const output = await tools.source.call(name, args, context);
      count += 1;
      const callId = `call_${count}`;
      parts.push(
        {
          kind: 'tool_call',
          callId,
          name,
          arguments: JSON.stringify(args),
          state: output.isError ? 'failed' : 'done',
          tool: { key: `web/${name}`, server: '', title: name },
        },
        { kind: 'tool_result', callId, content: [...output.content], isError: output.isError },
      );
      return output;
    },
  };
}

/** The part of a result for the model. */
export const textOf = ({ content }: ToolOutput): string =>
  content.map((each) => (each.kind === 'text' ? each.text : '')).join('');

/** The part of a result for the window. */
export function resultOf({ content }: ToolOutput): WebResult {
  const found = content.find((each) => each.kind === 'structured');
  return webResultSchema.parse(JSON.parse(found?.kind === 'structured' ? found.json : 'null'));
}

/**
 * Starts a web server for each test, which serves a page about owls, and one confined process for
 * the whole file.
 */
export function webForTests(): {
  readonly web: () => Listening;
  readonly rigFor: (question: string, options?: Parameters<typeof webRig>[2]) => WebRig;
} {
  let confined: Confined;
  let web: Listening;
  beforeAll(() => {
    confined = nodeConfined();
  });
  afterAll(() => confined.stop());
  beforeEach(async () => {
    web = await listen(owls);
  });
  afterEach(() => web.close());
  return {
    web: () => web,
    rigFor: (question, options = {}) => webRig({ web, confined }, question, options),
  };
}
