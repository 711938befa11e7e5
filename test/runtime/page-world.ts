import type { CdpParams, CdpSession } from './cdp.ts';
import { deliverInvoke, deliverSend } from './ipc.ts';
import type { PageBase } from './page-base.ts';
import { createCodec } from './page/codec.ts';
import { pageScripts, type PageScripts } from './page/inject.ts';

const codec = createCodec();
const WORLD = 'Electron Isolated Context';
const BINDING = 'standInToMain';
const RECEIVER = 'standInFromMain';

/** Receives messages of the isolated world besides IPC. */
export interface WorldHooks {
  readonly contents: PageBase;
  readonly session: CdpSession;
  readonly mainFrameId: string;
  /** A new document's preload is about to run. */
  readonly onHello: (url: string) => void;
  /** Any other report of the page: `[kind, ...values]`. */
  readonly onReport: (message: readonly unknown[]) => void;
}

/** The main process's end of the IPC with one page. */
export interface PageWorld {
  /** Encodes now and sends without waiting. Throws if a value cannot be cloned. */
  readonly send: (channel: string, args: readonly unknown[]) => void;
}

/** Characters sent to the page at once. */
const longestPiece = 100_000;

/**
 * Checks the arguments of `ipcRenderer.send` and similar calls; throws Electron's error for values
 * that cannot be cloned.
 */
export function assertCloneable(args: readonly unknown[]): void {
  codec.encode(args);
}

/** The commands that apply the preload to every future document. */
export function worldCommands(scripts: PageScripts): readonly (readonly [string, CdpParams])[] {
  return [
    ['Runtime.addBinding', { name: BINDING, executionContextName: WORLD }],
    ['Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }],
    ['Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolatedWorld, worldName: WORLD }],
  ];
}

/** The scripts of a page with this preload. */
export function worldScripts(
  preload: string | null,
  preloadPath: string,
  more: readonly string[],
): PageScripts {
  return pageScripts(
    {
      platform: process.platform,
      arch: process.arch,
      versions: { ...process.versions },
      argv: [process.execPath, ...more],
      binding: BINDING,
      receiver: RECEIVER,
      preloadPath,
    },
    preload,
  );
}

/** Follows the page's documents and carries messages between them and the main process. */
export function connectWorld(hooks: WorldHooks): PageWorld {
  const { contents, session } = hooks;
  const contexts = new Map<number, { readonly name: string; readonly frameId: string }>();
  /** The isolated world of the current document. */
  let current: number | null = null;
  let currentName: string | null = null;

  const forget = (): void => {
    contexts.clear();
    current = null;
    currentName = null;
  };

  const call = (context: string, kind: string, first: string | number, text: string): void => {
    session.fire('Runtime.callFunctionOn', {
      functionDeclaration: `function(a,b,c){${RECEIVER}(a,b,c)}`,
      arguments: [{ value: kind }, { value: first }, { value: text }],
      uniqueContextId: context,
      silent: true,
    });
  };
  /**
   * Sends a long text in pieces: the protocol takes 0.1 ms per kB in one task of the page, where
   * Electron takes none.
   */
  const post = (context: string, kind: string, first: string | number, text: string): void => {
    let at = 0;
    for (; text.length - at > longestPiece; at += longestPiece)
      call(context, 'piece', 0, text.slice(at, at + longestPiece));
    call(context, kind, first, text.slice(at));
  };

  async function answer(
    context: string,
    isCurrent: boolean,
    [, channel, args, call]: readonly unknown[],
  ): Promise<void> {
    const frame = isCurrent ? contents.mainFrame : null;
    const values = codec.decode(String(args)) as unknown[];
    let kind = 'result';
    let text: string;
    try {
      text = codec.encode(await deliverInvoke(contents, frame, String(channel), values));
    } catch (error) {
      kind = 'error';
      text = error instanceof Error ? error.message : String(error);
    }
    post(context, kind, Number(call), text);
  }

  function onMessage(contextId: number, payload: string): void {
    const context = contexts.get(contextId);
    if (!context || context.frameId !== hooks.mainFrameId) return;
    const message = JSON.parse(payload) as readonly unknown[];
    // The document has been left. Electron gives such senders no frame.
    const isCurrent = contextId === current;
    switch (message[0]) {
      case 'hello':
        current = contextId;
        currentName = context.name;
        hooks.onHello(String(message[1]));
        return;
      case 'send':
        deliverSend(
          contents,
          isCurrent ? contents.mainFrame : null,
          String(message[1]),
          codec.decode(String(message[2])) as unknown[],
        );
        return;
      case 'invoke':
        void answer(context.name, isCurrent, message);
        return;
      default:
        hooks.onReport(message);
    }
  }

  session.onEvent((method, params) => {
    switch (method) {
      case 'Runtime.bindingCalled':
        if (params['name'] !== BINDING) return;
        onMessage(Number(params['executionContextId']), String(params['payload']));
        return;
      case 'Runtime.executionContextCreated': {
        const context = params['context'] as {
          readonly id: number;
          readonly uniqueId: string;
          readonly name: string;
          readonly auxData?: { readonly frameId: string };
        };
        if (context.name !== WORLD) return;
        const frameId = context.auxData?.frameId ?? '';
        contexts.set(context.id, { name: context.uniqueId, frameId });
        return;
      }
      case 'Runtime.executionContextDestroyed': {
        const id = Number(params['executionContextId']);
        contexts.delete(id);
        if (id !== current) return;
        current = null;
        currentName = null;
        return;
      }
      case 'Runtime.executionContextsCleared':
      case 'Inspector.targetCrashed':
        forget();
        return;
      default:
    }
  });

  return {
    send(channel, args) {
      const text = codec.encode(args);
      if (currentName !== null) post(currentName, 'event', channel, text);
    },
  };
}
