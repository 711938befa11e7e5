import { t } from '../../shared/language/translate.ts';
import type { ApiContent, ApiView } from '../../shared/model/api.ts';
import type { Notice } from '../../shared/contract/index.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { apiLimits, type ApiLimits } from './limits.ts';
import { withOrigin } from './http/origins.ts';
import { createListener } from './listener.ts';
import type { ApiCore, TellApi, TokenStore } from './ports.ts';
import { createRecent } from './recent.ts';
import type { ApiServer } from './http/server.ts';
import { createTokens } from './tokens.ts';

export interface ApiServiceOptions {
  readonly core: ApiCore;
  readonly settings: SettingsPort;
  readonly tokens: TokenStore;
  readonly tell: TellApi;
  readonly report: (error: unknown) => void;
  /** Called with notices that the person should see even when the settings are closed. */
  readonly notify?: (notice: Notice) => void;
  readonly version: string;
  readonly limits?: Partial<ApiLimits>;
}

/** The address of the API and how to use it; the token is not available anywhere else. */
export interface ServedApi {
  readonly address: string;
  readonly port: number;
  readonly wantedPort: number;
  readonly token: string;
}

/**
 * Parley's API for other programs. Disabled until the settings, or whoever started the program,
 * enable it.
 */
export interface ApiService {
  view(): ApiView;
  /** Resolves when it listens, has failed to, or is closed; the view says which. */
  setEnabled(enabled: boolean): Promise<ApiView>;
  /** Throws an ExpectedError (`storage`, `invalid`). */
  createToken(name: string): Promise<{ readonly token: string; readonly view: ApiView }>;
  /** Throws an ExpectedError (`storage`). */
  revokeToken(tokenId: string): Promise<ApiView>;
  /** Throws an ExpectedError (`invalid`) that says what to type instead. */
  allowOrigin(typed: string): ApiView;
  forgetOrigin(origin: string): ApiView;
  /** Whether text of future requests is kept in memory; false also deletes what was kept. */
  keepContent(keep: boolean): ApiView;
  /** null if it was not kept, or no longer is. */
  content(number: number): ApiContent | null;
  /**
   * Enables the API whatever the settings say, with a token that expires with the program, for a
   * program without a window. A `port` of null uses the one in the settings. Rejects with the
   * system's error.
   */
  serve(port: number | null): Promise<ServedApi>;
  /** Ends every answer and closes. */
  stop(): Promise<void>;
}

/**
 * Creates the service. The HTTP side is loaded when it is first enabled, so it does not slow down
 * the start.
 */
export function createApiService(options: ApiServiceOptions): ApiService {
  const { core, settings, tell, report } = options;
  const limits: ApiLimits = { ...apiLimits, ...options.limits };
  const tokens = createTokens(options.tokens);
  const recent = createRecent(() => tell(view()));
  /** Set by {@link ApiService.serve}; null leaves it to the settings. */
  let forcedPort: number | null = null;
  let stopped = false;

  const view = (): ApiView => ({
    state: listener.state(),
    tokens: tokens.list(),
    origins: settings.read().apiOrigins,
    keepsContent: recent.keeps(),
    requests: recent.list(),
  });
  const told = (): ApiView => {
    const now = view();
    tell(now);
    return now;
  };

  function wantedPort(): number | null {
    if (stopped) return null;
    if (forcedPort !== null) return forcedPort;
    const { apiEnabled, apiPort } = settings.read();
    return apiEnabled ? apiPort : null;
  }

  async function start(port: number): Promise<ApiServer> {
    const [{ startApiServer }] = await Promise.all([import('./http/server.ts'), core.loaded]);
    return startApiServer({
      core,
      settings,
      tokens,
      recent,
      limits,
      port,
      // Programs with a token keep sending it to this port, whoever listens there.
      mayMove: tokens.list().length === 0,
      version: options.version,
      report,
    });
  }

  const listener = createListener({
    wantedPort,
    start,
    onState: () => tell(view()),
    onStillTaken: (port, holder) => {
      const news = { kind: 'port_taken', port, holder } as const;
      options.notify?.({ id: 'api-port-taken', tone: 'problem', news });
    },
    report,
    retryMs: limits.retryMs,
  });

  /**
   * Once there is a token, programs rely on the port: the one in use is saved as the wanted one.
   */
  function settlePort(): void {
    const running = listener.running();
    if (forcedPort !== null || running === null) return;
    const { port } = running.server;
    if (settings.read().apiPort !== port)
      settings.update((before) => ({ ...before, apiPort: port }));
  }

  const stopListening = settings.subscribe(() => {
    if (wantedPort() !== (listener.running()?.wantedPort ?? null)) void listener.reconcile();
  });
  if (wantedPort() !== null) void listener.reconcile();

  return {
    view,
    async setEnabled(apiEnabled) {
      settings.update((before) => ({ ...before, apiEnabled }));
      await listener.reconcile();
      return view();
    },
    async createToken(name) {
      const token = await tokens.create(name);
      settlePort();
      tell(view());
      return { token, view: view() };
    },
    async revokeToken(tokenId) {
      await tokens.revoke(tokenId);
      listener.running()?.server.endAnswersOf({ tokenId });
      return told();
    },
    allowOrigin(typed) {
      settings.update((before) => {
        const apiOrigins = withOrigin(before.apiOrigins, typed);
        return { ...before, apiOrigins };
      });
      return told();
    },
    forgetOrigin(origin) {
      settings.update((before) => ({
        ...before,
        apiOrigins: before.apiOrigins.filter((each) => each !== origin),
      }));
      listener.running()?.server.endAnswersOf({ origin });
      return told();
    },
    keepContent(keep) {
      recent.keep(keep);
      return told();
    },
    content: (number) => recent.content(number),
    async serve(port) {
      forcedPort = port ?? settings.read().apiPort;
      await listener.reconcile();
      const running = listener.running();
      if (running === null) throw listener.failure();
      const { server, wantedPort } = running;
      const token = tokens.createPassing(t('settings.api.this_session'));
      return { address: server.address, port: server.port, wantedPort, token };
    },
    async stop() {
      stopped = true;
      stopListening();
      await listener.reconcile();
    },
  };
}
