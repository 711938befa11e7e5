import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CdpParams, CdpSession } from './cdp.ts';
import { createEvent } from './events.ts';
import { IpcMain } from './ipc.ts';
import { logOutside } from './log.ts';
import { consoleDetails, navigationDetails, openDetails } from './page-details.ts';
import {
  assertCloneable,
  connectWorld,
  worldCommands,
  worldScripts,
  type PageWorld,
} from './page-world.ts';
import { followFrames, followFramesCommand } from './frame-processes.ts';
import { interceptRequests } from './requests.ts';
import { onTargetGone, type PageTarget } from './runtime.ts';
import { clickedPlace, type ReportedPlace } from './clicked-place.ts';
import { session, type Session } from './session.ts';
import { toProductUrl } from './url-map.ts';
import { WebFrameMain } from './web-frame.ts';

let lastId = 0;

/** Decides about `window.open` and links to new windows. */
export type OpenHandler = (details: object) => {
  readonly action: 'allow' | 'deny';
  readonly overrideBrowserWindowOptions?: object;
};

/** The supported `webPreferences`. */
export interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly partition?: string;
  readonly session?: Session;
}

/**
 * One page of Chromium: its target, its IPC and its events. WebContents adds Electron's methods.
 */
export abstract class PageBase extends EventEmitter {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session: Session;
  readonly mainFrame: WebFrameMain;
  protected readonly target: Promise<PageTarget>;
  protected cdp: CdpSession | null = null;
  protected targetId = '';
  #world: PageWorld | null = null;
  protected readonly programmatic = new Set<string>();
  protected url = '';
  protected title = '';
  protected loadAsked = false;
  /** Chromium's id of the last completed load. */
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

  /**
   * Sends one protocol message without waiting. As in Electron, nothing listens before the preload
   * runs.
   */
  send(channel: string, ...args: readonly unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    if (this.#world) this.#world.send(channel, args);
    else assertCloneable(args);
  }

  async #attach(
    { targetId, session: cdp, frameSession }: PageTarget,
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
    followFrames({ contents: this, session: cdp, frameSession, mainFrameId: targetId });
    this.#world = connectWorld({
      contents: this,
      session: cdp,
      mainFrameId: targetId,
      onHello: (url) => {
        this.url = toProductUrl(url);
      },
      onReport: (message) => this.#onReport(message),
    });
    const scripts = worldScripts(
      this.#readPreload(preferences.preload),
      preferences.preload ?? '',
      preferences.additionalArguments ?? [],
    );
    const commands: readonly (readonly [string, CdpParams])[] = [
      ['Page.enable', {}],
      ['Page.setLifecycleEventsEnabled', { enabled: true }],
      ['Runtime.enable', {}],
      ['Network.enable', {}],
      ...worldCommands(scripts),
      ['Fetch.enable', { patterns: [{ urlPattern: '*' }] }],
      followFramesCommand,
      ['Runtime.runIfWaitingForDebugger', {}],
    ];
    // All must be in force before the first document; Page.navigate could overtake them otherwise.
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
      case 'Runtime.consoleAPICalled':
        this.emit('console-message', createEvent(consoleDetails(params, this.mainFrame)));
        return;
      case 'Inspector.targetCrashed':
        this.crashed = true;
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
        const details = navigationDetails(params, this.mainFrame);
        this.emit('did-start-navigation', createEvent(details), details.url);
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

  #onGone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.cdp = null;
    this.emit('destroyed', createEvent({}));
  }

  #onOpen(url: string, message: readonly unknown[]): void {
    const decision = this.openHandler?.(openDetails(url, message, this.url)) ?? {
      action: 'allow',
    };
    if (decision.action === 'deny') {
      logOutside({ kind: 'window-denied', url, from: this.url });
    } else {
      this.emit('stand-in-window-allowed', url, decision.overrideBrowserWindowOptions ?? {});
    }
  }

  #onDialog(type: string): void {
    if (type !== 'beforeunload') return;
    // Electron asks nobody: the page stays unless a listener decides otherwise.
    const event = createEvent({});
    this.emit('will-prevent-unload', event);
    this.cdp?.fire('Page.handleJavaScriptDialog', { accept: event.defaultPrevented });
    if (!event.defaultPrevented) this.emit('stand-in-unload-refused');
  }

  #onReport(message: readonly unknown[]): void {
    const [kind, first] = message;
    switch (kind) {
      case 'open':
        this.#onOpen(toProductUrl(String(first)), message);
        return;
      case 'title':
        if (first === this.title) return;
        this.title = String(first);
        this.emit('page-title-updated', createEvent({}), first, true);
        return;
      case 'preload-error':
        console.error('Unable to load preload script:', first);
        this.emit('preload-error', createEvent({}), '', new Error(String(first)));
        return;
      case 'context-menu':
        this.emit(
          'context-menu',
          createEvent({}),
          clickedPlace(first as ReportedPlace, this.session),
        );
        return;
      default:
        this.emit(`stand-in-${String(kind)}`, first);
    }
  }
}
