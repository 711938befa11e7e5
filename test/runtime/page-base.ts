import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CdpParams, CdpSession } from './cdp.ts';
import { createEvent } from './events.ts';
import { deliverInvoke, deliverSend, IpcMain } from './ipc.ts';
import { logOutside } from './log.ts';
import { createCodec } from './page/codec.ts';
import { pageScripts } from './page/inject.ts';
import { interceptRequests } from './requests.ts';
import { onTargetGone, type PageTarget } from './runtime.ts';
import { session, type Session } from './session.ts';
import { toProductUrl } from './url-map.ts';
import { WebFrameMain } from './web-frame.ts';

const codec = createCodec();
const WORLD = 'Electron Isolated Context';
const BINDING = 'standInToMain';
const RECEIVER = 'standInFromMain';
let lastId = 0;

/** What decides over `window.open` and links to new windows. */
export type OpenHandler = (details: object) => {
  readonly action: 'allow' | 'deny';
  readonly overrideBrowserWindowOptions?: object;
};

/** The part of `webPreferences` that changes anything here. */
export interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly partition?: string;
  readonly session?: Session;
}

/** One page of Chromium: its target, its IPC and its events. WebContents adds what one can ask of it. */
export abstract class PageBase extends EventEmitter {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session: Session;
  readonly mainFrame: WebFrameMain;
  protected readonly target: Promise<PageTarget>;
  protected cdp: CdpSession | null = null;
  protected targetId = '';
  /** The isolated world of the present document. */
  #contextId: number | null = null;
  #contextName = '';
  readonly #contexts = new Map<number, { uniqueId: string; frameId: string }>();
  protected readonly programmatic = new Set<string>();
  protected url = '';
  protected title = '';
  protected loadAsked = false;
  /** Chromium's name for the load that was last completed. */
  protected loadedBy = '';
  protected loading = false;
  protected destroyed = false;
  protected crashed = false;
  protected openHandler: OpenHandler | null = null;

  constructor(preferences: WebPreferences, target: Promise<PageTarget>) {
    super();
    lastId += 1;
    this.id = lastId;
    this.session = preferences.session ?? session.fromPartition(preferences.partition ?? '');
    this.mainFrame = new WebFrameMain(this, () => this.url, null);
    this.target = target.then(async (page) => {
      await this.#attach(page, preferences);
      return page;
    });
    this.target.catch(() => undefined);
  }

  abstract executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;

  getURL(): string {
    return this.url;
  }

  /** For the runtime itself. */
  pageTarget(): Promise<PageTarget> {
    return this.target;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** One protocol message, not waited for; as in Electron, nothing listens before the preload runs. */
  send(channel: string, ...args: readonly unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    const text = codec.encode(args);
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    if (this.#contextName !== '') this.#post(this.#contextName, 'event', channel, text);
  }

  async #attach(
    { targetId, session: cdp }: PageTarget,
    preferences: WebPreferences,
  ): Promise<void> {
    this.cdp = cdp;
    this.targetId = targetId;
    onTargetGone(targetId, () => this.#onGone());
    cdp.onEvent((method, params) => this.#onEvent(method, params));
    interceptRequests({
      contents: this,
      session: cdp,
      mainFrameId: () => this.targetId,
      takeProgrammatic: (url) => this.programmatic.delete(url),
    });
    const scripts = pageScripts(
      {
        platform: process.platform,
        arch: process.arch,
        versions: { ...process.versions },
        argv: [process.execPath, ...(preferences.additionalArguments ?? [])],
        binding: BINDING,
        receiver: RECEIVER,
        preloadPath: preferences.preload ?? '',
      },
      this.#readPreload(preferences.preload),
    );
    const commands: readonly (readonly [string, CdpParams])[] = [
      ['Page.enable', {}],
      ['Page.setLifecycleEventsEnabled', { enabled: true }],
      ['Runtime.enable', {}],
      ['Network.enable', {}],
      ['Runtime.addBinding', { name: BINDING, executionContextName: WORLD }],
      ['Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }],
      [
        'Page.addScriptToEvaluateOnNewDocument',
        { source: scripts.isolatedWorld, worldName: WORLD },
      ],
      ['Fetch.enable', { patterns: [{ urlPattern: '*' }] }],
      ['Runtime.runIfWaitingForDebugger', {}],
    ];
    // All must be in force before the first document: Page.navigate could overtake them otherwise.
    await Promise.all(commands.map(([method, params]) => cdp.send(method, params)));
  }

  #readPreload(path: string | undefined): string | null {
    if (path === undefined) return null;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      console.error(`Unable to load preload script: ${path}`, error);
      queueMicrotask(() => this.emit('preload-error', createEvent({}), path, error));
      return null;
    }
  }

  #onEvent(method: string, params: CdpParams): void {
    switch (method) {
      case 'Runtime.bindingCalled':
        if (params['name'] === BINDING) {
          this.#onMessage(Number(params['executionContextId']), String(params['payload']));
        }
        return;
      case 'Runtime.executionContextCreated': {
        const context = params['context'] as {
          id: number;
          uniqueId: string;
          name: string;
          auxData?: { frameId: string };
        };
        if (context.name !== WORLD) return;
        const frameId = context.auxData?.frameId ?? '';
        this.#contexts.set(context.id, { uniqueId: context.uniqueId, frameId });
        return;
      }
      case 'Runtime.executionContextDestroyed':
        this.#contexts.delete(Number(params['executionContextId']));
        return;
      case 'Runtime.executionContextsCleared':
        this.#forgetContexts();
        return;
      case 'Runtime.consoleAPICalled':
        this.#onConsole(params);
        return;
      case 'Inspector.targetCrashed':
        this.crashed = true;
        this.#forgetContexts();
        this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 5 });
        return;
      default:
        this.#onPageEvent(method, params);
    }
  }

  #onPageEvent(method: string, params: CdpParams): void {
    const isMain = params['frameId'] === this.targetId;
    switch (method) {
      case 'Page.frameStartedNavigating': {
        if (!isMain) return;
        const url = toProductUrl(String(params['url']));
        this.emit(
          'did-start-navigation',
          createEvent({
            url,
            isSameDocument: String(params['navigationType']).includes('ameDocument'),
            isMainFrame: true,
            frame: this.mainFrame,
            initiator: this.mainFrame,
          }),
          url,
        );
        return;
      }
      case 'Page.frameStartedLoading':
        if (!isMain) return;
        this.loading = true;
        this.emit('did-start-loading', createEvent({}));
        return;
      case 'Page.frameStoppedLoading':
        if (!isMain) return;
        this.loading = false;
        this.emit('did-stop-loading', createEvent({}));
        return;
      case 'Page.frameNavigated': {
        const frame = params['frame'] as { id: string; url: string; urlFragment?: string };
        if (frame.id !== this.targetId) return;
        this.crashed = false;
        this.url = toProductUrl(frame.url + (frame.urlFragment ?? ''));
        this.emit('did-navigate', createEvent({}), this.url, 200, 'OK');
        return;
      }
      case 'Page.navigatedWithinDocument':
        if (!isMain) return;
        this.url = toProductUrl(String(params['url']));
        this.emit('did-navigate-in-page', createEvent({}), this.url, true, 1, 1);
        return;
      case 'Page.domContentEventFired':
        this.emit('dom-ready', createEvent({}));
        return;
      case 'Page.loadEventFired':
        if (this.loadAsked) this.emit('did-finish-load', createEvent({}));
        return;
      case 'Page.lifecycleEvent':
        if (!isMain) return;
        if (params['name'] === 'firstPaint') this.emit('stand-in-first-paint');
        if (params['name'] === 'load') {
          this.loadedBy = String(params['loaderId']);
          this.emit('stand-in-loaded');
        }
        return;
      case 'Page.javascriptDialogOpening':
        this.#onDialog(String(params['type']));
        return;
      default:
    }
  }

  #forgetContexts(): void {
    this.#contexts.clear();
    this.#contextId = null;
    this.#contextName = '';
  }

  #onGone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.cdp = null;
    this.#forgetContexts();
    this.emit('destroyed', createEvent({}));
  }

  #onOpen(url: string, message: readonly unknown[]): void {
    const [, , frameName, features, disposition] = message;
    const decision = this.openHandler?.({
      url,
      frameName,
      features,
      disposition,
      referrer: { url: this.url, policy: 'strict-origin-when-cross-origin' },
    }) ?? { action: 'allow' };
    if (decision.action === 'deny') {
      logOutside({ kind: 'window-denied', url, from: this.url });
    } else {
      this.emit('stand-in-window-allowed', url, decision.overrideBrowserWindowOptions ?? {});
    }
  }

  #onDialog(type: string): void {
    if (type !== 'beforeunload') return;
    // Electron asks nobody: the page stays unless a listener says otherwise.
    const event = createEvent({});
    this.emit('will-prevent-unload', event);
    this.cdp?.fire('Page.handleJavaScriptDialog', { accept: event.defaultPrevented });
    if (!event.defaultPrevented) this.emit('stand-in-unload-refused');
  }

  #onConsole(params: CdpParams): void {
    const args = params['args'] as readonly { value?: unknown; description?: string }[];
    const message = args.map((arg) => String(arg.value ?? arg.description ?? '')).join(' ');
    const level = { error: 'error', warning: 'warning', debug: 'debug' }[String(params['type'])];
    this.emit(
      'console-message',
      createEvent({
        message,
        level: level ?? 'info',
        lineNumber: 0,
        sourceId: '',
        frame: this.mainFrame,
      }),
    );
  }

  #onMessage(contextId: number, payload: string): void {
    const context = this.#contexts.get(contextId);
    if (!context || context.frameId !== this.targetId) return;
    const message = JSON.parse(payload) as readonly unknown[];
    const [kind, first, second, third] = message;
    if (kind === 'hello') {
      this.#contextId = contextId;
      this.#contextName = context.uniqueId;
      this.url = toProductUrl(String(first));
      return;
    }
    // Of a document that has been left: Electron gives such senders no frame.
    const frame = contextId === this.#contextId ? this.mainFrame : null;
    if (kind === 'send') {
      deliverSend(this, frame, String(first), codec.decode(String(second)) as unknown[]);
    } else if (kind === 'invoke') {
      const args = codec.decode(String(second)) as unknown[];
      void this.#answer(context.uniqueId, Number(third), frame, String(first), args);
    } else if (kind === 'open') {
      this.#onOpen(toProductUrl(String(first)), message);
    } else if (kind === 'title') {
      const title = String(first);
      if (title !== this.title) {
        this.title = title;
        this.emit('page-title-updated', createEvent({}), title, true);
      }
    } else if (kind === 'preload-error') {
      console.error(`Unable to load preload script:`, first);
      this.emit('preload-error', createEvent({}), '', new Error(String(first)));
    } else if (kind === 'context-menu') {
      this.emit('context-menu', createEvent({}), first);
    } else {
      this.emit(`stand-in-${String(kind)}`, first);
    }
  }

  async #answer(
    contextName: string,
    call: number,
    frame: WebFrameMain | null,
    channel: string,
    args: readonly unknown[],
  ): Promise<void> {
    let kind = 'result';
    let text: string;
    try {
      text = codec.encode(await deliverInvoke(this, frame, channel, args));
    } catch (error) {
      kind = 'error';
      text = error instanceof Error ? error.message : String(error);
    }
    this.#post(contextName, kind, call, text);
  }

  #post(contextName: string, kind: string, first: string | number, text: string): void {
    this.cdp?.fire('Runtime.callFunctionOn', {
      functionDeclaration: `function(a,b,c){${RECEIVER}(a,b,c)}`,
      arguments: [{ value: kind }, { value: first }, { value: text }],
      uniqueContextId: contextName,
      silent: true,
    });
  }
}
