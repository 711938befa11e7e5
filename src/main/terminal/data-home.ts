import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createConversationClaims } from '../app/conversation-claims.ts';
import { toolsOnUse } from '../app/tools-on-use.ts';
import { readVersion } from '../app/version.ts';
import { isInUse, openDataFolder } from '../app/windowless/windowless-folder.ts';
import { openWindowless, type Windowless } from '../app/windowless/windowless.ts';
import type { Timers } from '../disk/timers.ts';
import { createPriceBook } from '../providers/prices.ts';
import { watchStore } from '../search/watched-store.ts';
import { createSpending } from '../spending/spending.ts';
import type { Home, HomeHooks } from './home.ts';

/** The terminal keeps no lists of models, so the context window of its model is unknown. */
const unknownContext = (): Promise<null> => Promise.resolve(null);

/** Opens the rooms of a temporary data folder. */
export async function openPassingRooms(
  hooks: HomeHooks,
): Promise<Windowless & { readonly leave: () => void }> {
  const { root, leave } = openDataFolder(null, 'chat');
  const rooms = await openWindowless({
    ...hooks,
    root,
    version: readVersion(),
    contextTokens: unknownContext,
    environment: process.env,
  });
  return { ...rooms, leave };
}

/** Timers that keep the process alive while it waits for a lock. */
const timers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Returns whether the app is answering in this folder now: then there are journals. */
function isAppAnswering(root: string): boolean {
  const folder = join(root, 'conversations');
  if (!isInUse(root) || !existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.endsWith('.journal'));
}

/** Conversations that this process has reserved. */
interface Claims {
  readonly claim: Home['claim'];
  /** Gives all of them up. */
  readonly release: () => Promise<void>;
}

/** Creates the claims: each holds until all are released. */
function claimsIn(root: string): Claims {
  const claims = createConversationClaims(root, timers);
  const over = Promise.withResolvers<void>();
  const held: Promise<void>[] = [];
  return {
    claim: (id) =>
      new Promise<void>((resolve, reject) => {
        const holding = claims.hold(id, () => {
          resolve();
          return over.promise;
        });
        held.push(holding.catch(reject));
      }),
    async release() {
      over.resolve();
      await Promise.all(held);
    },
  };
}

/** Opens the home in a data folder. */
export async function openDataHome(root: string, hooks: HomeHooks): Promise<Home> {
  const { store, tools, loadAttachment, confined } = await openWindowless({
    ...hooks,
    root,
    version: readVersion(),
    contextTokens: unknownContext,
    environment: process.env,
  });
  const { claim, release } = claimsIn(root);
  const prices = createPriceBook(store.settings);
  return {
    store: watchStore(store.conversations, tools.watcher),
    toolsOf: toolsOnUse(store.settings.read, tools.load),
    loadTools: tools.load,
    loadAttachment,
    openAccount: createSpending({
      file: store.spending,
      prices: () => prices.list(),
      monthLimits: () => store.settings.read().monthLimits,
      conversation: (id) => hooks.turns.look(id),
      // A terminal learns nothing of models.
      factors: () => null,
      now: Date.now,
    }).openAccount,
    settings: () => {
      const { systemPrompt, tools: chosen } = store.settings.read();
      return { systemPrompt, tools: chosen };
    },
    claim,
    isAppAnswering: () => isAppAnswering(root),
    async close() {
      await tools.close();
      confined.stop();
      await store.conversations.flush();
      await release();
    },
  };
}
