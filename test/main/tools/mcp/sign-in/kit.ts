import { onTestFinished } from 'vitest';
import { signInLimits } from '../../../../../src/main/tools/mcp/sign-in/limits.ts';
import type { SignInSurroundings } from '../../../../../src/main/tools/mcp/sign-in/session.ts';
import { createGuardedFetch } from '../../../../../src/main/web/guarded-fetch.ts';
import type { ToolServer } from '../../../../../src/shared/model/tools.ts';
import type { SignInStep, SignInView } from '../../../../../src/shared/model/tools/sign-in.ts';
import { noSignal, openTestServers, serverOf } from '../kit.ts';
import { startPlace, type PlaceOptions, type TestPlace } from './place.ts';

/** Plays the browser: follows redirects as one does, and returns the last page. */
export async function browse(
  url: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await globalThis.fetch(url);
  return { status: response.status, text: await response.text() };
}

/** What is stored for a server, and for which address. */
export interface TestVault {
  text: string | null;
  address: string;
}

/** How the sign-in is tested. */
export interface SignInTest extends PlaceOptions {
  /** Plays the browser; by default it goes through everything at once. */
  readonly browser?: (url: string) => unknown;
  readonly browserMs?: number;
  readonly deadlineMs?: number;
  readonly clientDocument?: string;
  readonly server?: Partial<ToolServer>;
  readonly place?: TestPlace;
  /** What an earlier run has stored. */
  readonly vault?: TestVault;
  readonly path?: string;
}

/** Opens a server that wants a sign-in, and everything that a test needs to go through it. */
export async function openSignIn(test: SignInTest = {}) {
  const place = test.place ?? (await startPlace(test));
  if (test.place === undefined) onTestFinished(() => place.close());
  const pages: Promise<{ readonly status: number; readonly text: string }>[] = [];
  const opened: string[] = [];
  const vault = test.vault ?? { text: null, address: '' };
  const signIn: SignInSurroundings = {
    makeFetch: (allowsPrivate) =>
      createGuardedFetch({
        proxied: () => Promise.reject(new Error('There is no proxy.')),
        hasProxy: () => Promise.resolve(false),
        allowsPrivate,
        limits: { ...signInLimits, deadlineMs: test.deadlineMs ?? signInLimits.deadlineMs },
      }),
    openBrowser(url) {
      opened.push(url);
      if (test.browser === undefined) pages.push(browse(url));
      else test.browser(url);
      return Promise.resolve();
    },
    clientDocument: test.clientDocument ?? null,
    browserMs: test.browserMs ?? 60_000,
  };
  const { servers, until, untilChange, reported } = await openTestServers(
    { signIn, backoff: [20, 20, 20] },
    {
      vaultOf({ transport }) {
        const address = transport.kind === 'http' ? transport.url : '';
        return {
          read: () => Promise.resolve(vault.address === address ? vault.text : null),
          write(text) {
            Object.assign(vault, { text, address });
            return Promise.resolve();
          },
          remove() {
            vault.text = null;
            return Promise.resolve();
          },
        };
      },
    },
  );
  const url = `${place.origin}${test.path ?? '/mcp'}`;
  const server = serverOf({ kind: 'http', url }, test.server);
  await servers.apply(server, false);
  const source = servers.source(server.id);
  const view = (): SignInView | null => source.signIn?.() ?? null;

  async function shown<K extends SignInView['kind']>(
    kind: K,
  ): Promise<Extract<SignInView, { kind: K }>> {
    await untilChange(() => view()?.kind === kind);
    return view() as Extract<SignInView, { kind: K }>;
  }
  const step = (next: SignInStep): Promise<void> => servers.signIn(server.id, next);

  /** Begins, and stops before the browser opens. */
  async function begin() {
    await source.tools(noSignal);
    await step({ kind: 'begin' });
    return shown('confirm');
  }

  return {
    place,
    servers,
    server,
    source,
    view,
    shown,
    step,
    begin,
    opened,
    pages,
    vault,
    reported,
    until: (kind: 'ready' | 'sign_in' | 'stopped' | 'retrying' | 'off') => until(server.id, kind),
    untilChange,
    /** Signs in as a person does who agrees to everything. */
    async signIn() {
      await begin();
      await step({ kind: 'open_browser', client: null });
      return shown('signed_in');
    },
    /** Goes as far as it goes, and returns how it failed. */
    async failure(): Promise<string> {
      await source.tools(noSignal);
      await step({ kind: 'begin' });
      await untilChange(() => ['confirm', 'signed_out'].includes(view()?.kind ?? ''));
      if (view()?.kind === 'confirm') await step({ kind: 'open_browser', client: null });
      await untilChange(() => {
        const now = view();
        return now?.kind === 'signed_out' || (now?.kind === 'confirm' && now.error !== null);
      });
      const end = view();
      return (end !== null && 'error' in end ? end.error?.code : undefined) ?? 'none';
    },
    /** Everything that a window, a log or an error may show. */
    visible: (): string =>
      JSON.stringify([view(), source.state(), servers.log(server.id), opened.length]),
  };
}
