import { onFirstUse } from '../app/on-first-use.ts';
import { toolsOnUse } from '../app/tools-on-use.ts';
import type { Windowless, WindowlessOptions } from '../app/windowless/windowless.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { noTools, type ToolChoice } from '../../shared/model/tools/tool-choice.ts';
import type { ToolService } from '../tools/service.ts';
import type { OpenAccount } from '../turns/account.ts';
import type { LoadAttachment } from '../turns/attachment-contents.ts';
import type { ToolsOf } from '../turns/turn-service.ts';
import { createUnsavedStore } from './unsaved-store.ts';

/** What the rooms of the data folder tell a chat, and ask of it. */
export type HomeHooks = Pick<WindowlessOptions, 'turns' | 'emit' | 'report'>;

/** Where a terminal chat keeps its conversation, and where its tools come from. */
export interface Home {
  readonly store: ConversationStore;
  readonly toolsOf: ToolsOf;
  readonly loadTools: () => Promise<ToolService>;
  readonly loadAttachment: LoadAttachment;
  /** Pays for turns; absent if nothing is kept. */
  readonly openAccount?: OpenAccount;
  readonly settings: () => { readonly systemPrompt: string; readonly tools: ToolChoice };
  /** Returns whether the app is answering in the same data folder. */
  readonly isAppAnswering: () => boolean;
  /**
   * Reserves a conversation for this chat. Throws an ExpectedError if another program is working on
   * it.
   */
  readonly claim: (conversationId: string) => Promise<void>;
  /** Ends the tools' servers and writes what is unsaved. */
  readonly close: () => Promise<void>;
}

/** Opens a home. */
export type OpenHome = (hooks: HomeHooks) => Promise<Home>;

/** A home in a data folder. Conversations are kept there, and its tools are set up in the app. */
export function homeIn(root: string): OpenHome {
  return async (hooks) => {
    const { openDataHome } = await import('./data-home.ts');
    return openDataHome(root, hooks);
  };
}

/**
 * A home in memory: nothing is kept. Tools get a temporary data folder with their first use.
 */
export const unsavedHome: OpenHome = (hooks) => {
  const rooms = onFirstUse(async (): Promise<Windowless & { readonly leave: () => void }> => {
    const { openPassingRooms } = await import('./data-home.ts');
    return openPassingRooms(hooks);
  });
  const loadTools = async (): Promise<ToolService> => (await rooms()).tools.load();
  return Promise.resolve({
    store: createUnsavedStore(),
    toolsOf: toolsOnUse(() => ({ tools: noTools }), loadTools),
    loadTools,
    loadAttachment: async (part) =>
      (await rooms.made())?.loadAttachment(part) ?? { kind: 'missing' },
    settings: () => ({ systemPrompt: '', tools: noTools }),
    isAppAnswering: () => false,
    claim: () => Promise.resolve(),
    async close() {
      const made = await rooms.made();
      await made?.tools.close();
      made?.confined.stop();
      made?.leave();
    },
  });
};
