import { randomUUID } from 'node:crypto';
import { createBridgeEnd } from './bridge.ts';
import { createCodec } from './codec.ts';
import { createEmitterClass } from './emitter.ts';
import { startIsolatedWorld, type PageSetup } from './isolated-world.ts';
import { startMainWorld } from './main-world.ts';

/** The two scripts that run in every new document before its own. */
export interface PageScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

/**
 * Functions travel as source text; Node has already stripped the types. As in Electron, frames
 * inside the page get no preload.
 */
export function pageScripts(setup: PageSetup, preload: string | null): PageScripts {
  const toMainWorld = `bridge-${randomUUID()}`;
  const toIsolatedWorld = `bridge-${randomUUID()}`;
  const only = (body: string): string => `(() => { if (self !== top) return;\n${body}\n})();`;
  const end = (send: string, receive: string): string =>
    `(${createBridgeEnd.toString()})(${JSON.stringify(send)}, ${JSON.stringify(receive)})`;
  const wrapped =
    preload === null
      ? 'null'
      : `function (exports, require, module, __filename, __dirname, process) {\n${preload}\n}`;
  return {
    mainWorld: only(`(${startMainWorld.toString()})(${end(toIsolatedWorld, toMainWorld)});`),
    isolatedWorld: only(
      `(${startIsolatedWorld.toString()})(${JSON.stringify(setup)},
      ${end(toMainWorld, toIsolatedWorld)}, (${createCodec.toString()})(),
      (${createEmitterClass.toString()})(), ${wrapped});`,
    ),
  };
}
