import { EventEmitter } from 'node:events';
import { addScheme } from './url-map.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/** The details of a request passed to `webRequest` listeners. */
export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly referrer: string;
  readonly webContentsId: number;
  readonly timestamp: number;
}

interface RequestDecision {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
}

type RequestListener = (
  details: RequestDetails,
  callback: (decision: RequestDecision) => void,
) => void;

/** The `protocol` of a session. */
export class Protocol {
  readonly #handlers = new Map<string, ProtocolHandler>();

  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    for (const { scheme } of schemes) addScheme(scheme);
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.#handlers.has(scheme)) {
      throw new Error(`Failed to register protocol: ${scheme}`);
    }
    addScheme(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** For the runtime itself: null if the program does not serve this scheme. */
  async respond(request: Request): Promise<Response | null> {
    const handler = this.#handlers.get(new URL(request.url).protocol.slice(0, -1));
    return handler ? handler(request) : null;
  }
}

/** `onBeforeRequest` only; the other hooks accept a listener and never call it. */
export class WebRequest {
  #matches: ((url: string) => boolean) | null = null;
  #listener: RequestListener | null = null;

  onBeforeRequest(
    filter: { readonly urls: readonly string[] } | RequestListener | null,
    listener?: RequestListener | null,
  ): void {
    const action = typeof filter === 'function' ? filter : (listener ?? null);
    this.#listener = action;
    const urls = filter !== null && typeof filter === 'object' ? filter.urls : ['<all_urls>'];
    this.#matches = (url) => urls.some((pattern) => matchesPattern(pattern, url));
  }

  onBeforeSendHeaders(): void {}
  onSendHeaders(): void {}
  onHeadersReceived(): void {}
  onResponseStarted(): void {}
  onBeforeRedirect(): void {}
  onCompleted(): void {}
  onErrorOccurred(): void {}

  /** For the runtime itself. */
  decide(details: RequestDetails): Promise<RequestDecision> {
    const listener = this.#listener;
    if (!listener || !this.#matches?.(details.url)) return Promise.resolve({});
    return new Promise((resolve) => {
      listener(details, resolve);
    });
  }
}

function matchesPattern(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true;
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(url);
}

/** All sessions share one Chromium profile. */
export class Session extends EventEmitter {
  readonly protocol = new Protocol();
  readonly webRequest = new WebRequest();
  readonly storagePath = null;
  availableSpellCheckerLanguages: readonly string[] = ['de-DE', 'en-GB', 'en-US', 'fr-FR'];
  spellCheckerLanguages: readonly string[] = ['en-US'];
  spellCheckerEnabled = true;
  /**
   * Where Chromium would download dictionaries; '' is Google. For tests; nothing is downloaded
   * here.
   */
  dictionaryUrl = '';

  /**
   * Chromium without a window to ask in refuses every permission. The handlers are stored for
   * tests.
   */
  permissionRequestHandler: unknown = null;
  permissionCheckHandler: unknown = null;

  setPermissionRequestHandler(handler: unknown): void {
    this.permissionRequestHandler = handler;
  }

  setPermissionCheckHandler(handler: unknown): void {
    this.permissionCheckHandler = handler;
  }

  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  setCertificateVerifyProc(): void {}
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.dictionaryUrl = url;
  }

  setSpellCheckerLanguages(languages: readonly string[]): void {
    this.spellCheckerLanguages = languages;
    this.spellCheckerEnabled = languages.length > 0;
  }

  getSpellCheckerLanguages(): readonly string[] {
    return this.spellCheckerLanguages;
  }

  setUserAgent(): void {}
  setDownloadPath(): void {}
  setSSLConfig(): void {}
  flushStorageData(): void {}

  /**
   * Misspelt words with suggestions, which tests put here: there are no dictionaries. Electron keeps
   * added words in its profile; here they live as long as the process.
   */
  readonly misspellings = new Map<string, readonly string[]>();
  readonly #learned = new Set<string>();

  addWordToSpellCheckerDictionary(word: string): boolean {
    this.#learned.add(word);
    return true;
  }

  removeWordFromSpellCheckerDictionary(word: string): boolean {
    return this.#learned.delete(word);
  }

  listWordsInSpellCheckerDictionary(): Promise<readonly string[]> {
    return Promise.resolve([...this.#learned]);
  }

  /** For the runtime itself: the suggestions for a misspelt word; null if nothing marks it. */
  misspelt(word: string): readonly string[] | null {
    if (!this.spellCheckerEnabled || this.#learned.has(word)) return null;
    return this.misspellings.get(word) ?? null;
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellCheckerEnabled = enabled;
  }

  isSpellCheckerEnabled(): boolean {
    return this.spellCheckerEnabled;
  }

  setProxy(): Promise<void> {
    return Promise.resolve();
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }

  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }

  fetch(...args: Parameters<typeof fetch>): Promise<Response> {
    return fetch(...args);
  }
}

const defaultSession = new Session();
const partitions = new Map<string, Session>();

/** Electron's `session` module. */
export const session = {
  defaultSession,
  fromPartition(partition: string): Session {
    const known = partitions.get(partition) ?? (partition === '' ? defaultSession : new Session());
    partitions.set(partition, known);
    return known;
  },
};

/** Electron's `protocol` module. */
export const protocol = defaultSession.protocol;
