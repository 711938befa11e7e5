import { createMcpHandler } from '@modelcontextprotocol/server';
import { onTestFinished } from 'vitest';
import type { Elicitation } from '../../../../src/main/tools/mcp/person.ts';
import {
  createPersonDesk,
  type PersonDeskOptions,
} from '../../../../src/main/tools/person/desk.ts';
import { usualRequestLimits } from '../../../../src/main/tools/person/open-requests.ts';
import type { ToolServer } from '../../../../src/shared/model/tools.ts';
import type { PersonAnswer, PersonRequest } from '../../../../src/shared/model/person/requests.ts';
import { modernServer } from '../mcp/servers/modern.ts';
import { callContext, noSignal, openTestServers, program, serverOf } from '../mcp/kit.ts';

/** The parameters of a form with one field. */
export const nameForm = {
  message: 'Who are you?',
  requestedSchema: {
    type: 'object',
    properties: { name: { type: 'string', title: 'Your name', minLength: 2 } },
    required: ['name'],
  },
};

/** The requests that a server is told to send. */
export const elicit = (...all: readonly object[]): object => ({
  requests: all.map((params) => ({ method: 'elicitation/create', params })),
});

/** Creates a desk that records what it tells. */
export function deskRig(options: Partial<PersonDeskOptions> = {}) {
  const told: (readonly PersonRequest[])[] = [];
  const notified: PersonRequest[] = [];
  const opened: string[] = [];
  const reported: unknown[] = [];
  let ids = 0;
  const desk = createPersonDesk({
    tell: (requests) => told.push(requests),
    onWaiting: (request) => notified.push(request),
    openUrl(url) {
      opened.push(url);
      return Promise.resolve();
    },
    chooseModel: () => Promise.reject(new Error('No test asks a model here.')),
    count: () => Promise.resolve(),
    canAsk: () => true,
    newId: () => `request-${(ids += 1)}`,
    now: Date.now,
    report: (error) => reported.push(error),
    limits: { ...usualRequestLimits, maxPerMinute: 100 },
    ...options,
  });
  const untilShown = async (
    isSo: (requests: readonly PersonRequest[]) => boolean,
  ): Promise<readonly PersonRequest[]> => {
    for (let tries = 0; tries < 1000; tries += 1) {
      if (isSo(desk.requests())) return desk.requests();
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    throw new Error(`Still there: ${JSON.stringify(desk.requests())}`);
  };
  return {
    desk,
    told,
    notified,
    opened,
    reported,
    untilShown,
    /** Waits until this many requests wait. */
    waiting: (count: number) => untilShown((requests) => requests.length === count),
    answer: async (answer: PersonAnswer): Promise<void> => {
      const [first] = await untilShown((requests) => requests.length > 0);
      await desk.answer(first?.id ?? '', answer);
    },
  };
}

/** Requests to a server of the newest era over HTTP. */
function modernFetch(): typeof globalThis.fetch {
  const handler = createMcpHandler(modernServer);
  onTestFinished(() => handler.close());
  return (input, init) => handler.fetch(new Request(input, init));
}

/** Opens the desk with a real server that asks what it is told to. */
export async function askingServer(
  options: Partial<PersonDeskOptions> = {},
  settings: Partial<ToolServer> = {},
  kind: 'asking' | 'modern' | 'modern_http' = 'asking',
) {
  const rig = deskRig(options);
  const isHttp = kind === 'modern_http';
  const opened = await openTestServers({
    backoff: [],
    person: rig.desk.port,
    ...(isHttp ? { fetch: modernFetch() } : {}),
  });
  const transport = isHttp
    ? ({ kind: 'http', url: 'http://modern.test/mcp' } as const)
    : program(kind);
  await opened.servers.apply(serverOf(transport, settings), false);
  const source = opened.servers.source('server-1');
  await source.tools(noSignal);
  const call = async (
    name: string,
    args: object,
    context: Parameters<typeof callContext>[0] = {},
  ): Promise<string> => {
    const { content } = await source.call(name, { ...args }, callContext(context));
    const [first] = content;
    return first?.kind === 'text' ? first.text : '';
  };
  return {
    ...rig,
    ...opened,
    call,
    /** Has the server ask; resolves with its first response. */
    async ask(args: object, context: Parameters<typeof callContext>[0] = {}): Promise<unknown> {
      const responses = JSON.parse(await call('ask', args, context)) as readonly unknown[];
      return responses[0];
    },
    log: () => opened.servers.log('server-1').map(({ text }) => text),
  };
}

/** A question as the protocol's side asks it. */
export const question = (rest: Partial<Elicitation & { kind: 'form' }> = {}): Elicitation => ({
  kind: 'form',
  serverId: 'server-1',
  serverName: 'Test server',
  conversationId: null,
  message: 'Who are you?',
  fields: [],
  ...rest,
});

/** Signals that never abort. */
export const noEnd = { signal: noSignal, serverEnded: noSignal };
