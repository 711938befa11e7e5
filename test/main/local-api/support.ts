import { OpenAI } from 'openai';
import { onTestFinished } from 'vitest';
import type { ApiLimits } from '../../../src/main/local-api/limits.ts';
import type { StoredToken, TokenStore } from '../../../src/main/local-api/ports.ts';
import { createApiService, type ApiService } from '../../../src/main/local-api/service.ts';
import { createCore, type Core } from '../../../src/main/app/core.ts';
import type { SettingsPort } from '../../../src/main/providers/ports.ts';
import type { EventName, Events } from '../../../src/shared/contract/index.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { createMemoryStore } from '../turns/memory-store.ts';
import type { ToolsOf } from '../../../src/main/turns/turn-service.ts';
import { memorySpending, type MemorySpending } from '../spending/memory-spending.ts';
import { memorySecrets, memorySettings } from '../providers/memory-ports.ts';

export type Sent = {
  [N in EventName]: { readonly name: N; readonly payload: Events[N] };
}[EventName];

/** A token store in memory. */
export function memoryTokens(): TokenStore {
  let tokens: readonly StoredToken[] = [];
  return {
    list: () => tokens,
    update(change) {
      tokens = change(tokens);
      return Promise.resolve();
    },
  };
}

export interface Rig {
  readonly provider: Provider;
  readonly core: Core;
  readonly api: ApiService;
  readonly settings: SettingsPort;
  readonly tokenStore: TokenStore;
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** Events sent to the windows. */
  readonly events: readonly Sent[];
  readonly reported: readonly unknown[];
  readonly spending: MemorySpending;
  /** Sends a request, with the token unless specified otherwise. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>;
  /** OpenAI's own client with only the base URL and the token. */
  readonly openai: (options?: { readonly token?: string; readonly maxRetries?: number }) => OpenAI;
}

export interface RigOptions {
  readonly limits?: Partial<ApiLimits>;
  readonly settings?: object;
  readonly provider?: Provider;
  readonly toolsOf?: ToolsOf;
}

/** The provider's id and the model in the rig's settings. */
export const scripted = { id: 'a1b2c3', name: 'Scripted', model: 'scripted-model' } as const;

/** The API on a real socket, over the real core, in front of the scripted provider. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const provider = options.provider ?? (await startProvider());
  const { id, name, model } = scripted;
  const settings = memorySettings({
    providers: [{ id, name, kind: 'openai_compatible', baseUrl: provider.baseUrl }],
    defaultProviderId: id,
    defaultModel: model,
    nameConversations: false,
    ...options.settings,
  });
  const events: Sent[] = [];
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const spending = memorySpending();
  const core = createCore({
    settings,
    store: createMemoryStore(),
    secrets: memorySecrets(),
    spending,
    ...(options.toolsOf === undefined ? {} : { toolsOf: options.toolsOf }),
    environment: {},
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    emit: (name, payload) => events.push({ name, payload } as Sent),
    // A window that follows every turn.
    clients: () => [{ id: 1, send: (name, payload) => events.push({ name, payload } as Sent) }],
    report,
    onTurnEnded: () => undefined,
  });
  const tokenStore = memoryTokens();
  const api = createApiService({
    core,
    settings,
    tokens: tokenStore,
    tell: (payload) => events.push({ name: 'api', payload }),
    report,
    version: '1.2.3',
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const { address, port } = await api.serve(0);
  const { token } = await api.createToken('Test');
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return fetch(`${address}${path}`, { ...init, headers });
  };
  return {
    provider,
    core,
    api,
    settings,
    tokenStore,
    address,
    port,
    token,
    events,
    reported,
    spending,
    ask,
    post: (path, body, init) => ask(path, { method: 'POST', body: JSON.stringify(body), ...init }),
    openai: (sdk = {}) =>
      new OpenAI({
        baseURL: `${address}/v1`,
        apiKey: sdk.token ?? token,
        maxRetries: sdk.maxRetries ?? 0,
      }),
  };
}

/** Stops everything. */
export async function stopRig(rig: Rig): Promise<void> {
  await rig.api.stop();
  await rig.provider.close();
}

/** A rig for one test. */
export async function rigForTest(options?: RigOptions): Promise<Rig> {
  const rig = await startRig(options);
  onTestFinished(() => stopRig(rig));
  return rig;
}

export interface SseEvent {
  /** `message` for events without a name. */
  readonly event: string;
  readonly data: string;
}

/** Parses events by the rules of the standard, as far as used here; comments are dropped. */
export function parseEvents(text: string): readonly SseEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'))
    .map((block) => {
      const lines = block.split('\n');
      const value = (field: string): readonly string[] =>
        lines.filter((line) => line.startsWith(`${field}: `)).map((l) => l.slice(field.length + 2));
      return { event: value('event')[0] ?? 'message', data: value('data').join('\n') };
    });
}

export interface ErrorAnswer {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
    readonly kind: string;
  };
}

/** The error in an answer, and its status. */
export async function errorOf(
  response: Response,
): Promise<ErrorAnswer['error'] & { readonly status: number }> {
  const body = (await response.json()) as ErrorAnswer;
  return { ...body.error, status: response.status };
}
