import type { WindowAction } from '../../../shared/actions.ts';
import type { Client } from '../../../shared/contract/client.ts';
import type { ClientHandlersOf } from '../../../shared/contract/handlers.ts';
import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Attachments } from '../../attachments/attachments.ts';
import { quickSwitch } from '../../links/command-line.ts';
import type { GlobalShortcut } from '../../desktop/quick/global-shortcut.ts';
import type { QuickAsk } from '../../desktop/quick/quick-ask.ts';
import type { EmitToWindows } from '../follow.ts';
import { onFirstUse } from '../on-first-use.ts';

/** Dependencies of {@link openQuick}. */
export interface QuickOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
    subscribe(listener: (settings: Settings) => void): unknown;
  };
  readonly emit: EmitToWindows;
  readonly attachments: () => Pick<Attachments, 'addBytes'>;
  readonly heads: () => readonly ConversationHead[];
  /** Called when the quick window was hidden or is gone. */
  readonly onHidden: () => void;
  /** Called when its page is gone, for good or because it is reloading. */
  readonly onDetached: (client: Client) => void;
  readonly report: (error: unknown) => void;
}

/** Quick ask, of which nothing is loaded before it is wanted. */
export interface Quick {
  /** Shows the quick window, or ends it if the person is in it. */
  readonly summon: () => void;
  readonly show: () => void;
  /** Called when a page has rendered. True if it is the one of the quick window. */
  readonly drawn: (client: Client) => boolean;
  /** Opens the window, hidden, a while after the start, if quick ask is on. */
  readonly prepareSoon: () => void;
  readonly isShown: () => boolean;
  /** True if the quick window is in front, so that an action of the menu is for it. */
  readonly perform: (action: WindowAction) => boolean;
  readonly handlers: ClientHandlersOf<'quick'>;
  /** Closes the window for good; for quitting. */
  readonly end: () => void;
}

/** How long after the start the window is made (ms), when nothing else happens any more. */
const prepareAfter = 2000;

/** Remembers the conversation that the quick window showed last, also for the next start. */
function lastQuickAsk({ settings, heads }: Pick<QuickOptions, 'settings' | 'heads'>) {
  let last = settings.read().lastQuick;
  const head = (): ConversationHead | null => heads().find(({ id }) => id === last) ?? null;
  return {
    /** Null if there is none, or none any more. */
    id: (): Id | null => head()?.id ?? null,
    keep(id: Id | null): void {
      last = id;
      const lastQuick = head()?.temporary === true ? null : id;
      settings.update((before) =>
        before.lastQuick === lastQuick ? before : { ...before, lastQuick },
      );
    },
  };
}

/** Answers the page that asks for what lies outside of Parley. */
function contextHandlers(
  { attachments }: Pick<QuickOptions, 'attachments'>,
  shownTo: (asking: Client) => QuickAsk,
): Pick<ClientHandlersOf<'quick'>, 'quick.clipboard' | 'quick.screenshot'> {
  const load = onFirstUse(async () => {
    const { loadQuickContext } = await import('./load-quick-context.ts');
    return loadQuickContext(attachments());
  });
  return {
    'quick.clipboard': async ({ conversationId }, asking) => {
      shownTo(asking);
      return (await load()).clipboard(conversationId);
    },
    'quick.screenshot': async ({ conversationId }, asking) => {
      const asked = shownTo(asking);
      return (await load()).screenshot(conversationId, () => asked.capture());
    },
  };
}

/** Creates the handle of quick ask; loads and opens nothing. */
export function openQuick(options: QuickOptions): Quick {
  const { settings, emit, onHidden, onDetached, report } = options;
  let quick: QuickAsk | null = null;
  let client: Client | null = null;
  let isEnding = false;
  let timer: NodeJS.Timeout | null = null;
  const isOn = (): boolean => settings.read().quickAsk && !isEnding;

  const last = lastQuickAsk(options);

  const load = onFirstUse(async () => {
    const { loadQuick } = await import('./load-quick.ts');
    quick = loadQuick({
      isKept: isOn,
      last: last.id,
      onHidden,
      onDetached,
      onOpened: (opened) => {
        client = opened;
      },
      settings,
      report,
    });
    return quick;
  });
  const withQuick = (act: (quick: QuickAsk) => void): void => {
    load()
      .then((loaded) => {
        if (!isEnding) act(loaded);
      })
      .catch(report);
  };
  const prepare = (): void => {
    if (isOn()) withQuick((loaded) => loaded.prepare());
  };

  /** The quick ask whose page asks for something that lies outside of Parley. */
  const shownTo = (asking: Client): QuickAsk => {
    if (quick === null || client?.id !== asking.id || !quick.isShown()) {
      throw new Error('Only the quick window may ask for this, while it is on show.');
    }
    return quick;
  };

  let shortcut: GlobalShortcut | null = null;
  const loadTheShortcut = onFirstUse(async () => {
    const { loadShortcut } = await import('./load-shortcut.ts');
    shortcut = loadShortcut({
      onPress: () => withQuick((loaded) => loaded.summon()),
      onState: (state) => emit('quickShortcut', state),
    });
    return shortcut;
  });
  const wantedKeys = (): string | null => {
    const { quickShortcut } = settings.read();
    return isOn() && quickShortcut !== '' ? quickShortcut : null;
  };
  const followKeys = async (): Promise<void> => {
    if (shortcut === null && wantedKeys() === null) return;
    (await loadTheShortcut()).set(wantedKeys());
  };
  let followed = wantedKeys();

  let wasOn = isOn();
  settings.subscribe(() => {
    if (wantedKeys() !== followed) {
      followed = wantedKeys();
      followKeys().catch(report);
    }
    const is = isOn();
    if (is === wasOn) return;
    wasOn = is;
    if (is) prepare();
    else quick?.retire();
  });

  setImmediate(() => void followKeys().catch(report));
  return {
    summon: () => withQuick((loaded) => loaded.summon()),
    show: () => withQuick((loaded) => loaded.show()),
    drawn(drawn) {
      if (quick === null || client?.id !== drawn.id) return false;
      quick.drawn();
      return true;
    },
    prepareSoon() {
      timer ??= setTimeout(prepare, prepareAfter);
    },
    isShown: () => quick?.isShown() ?? false,
    perform(action) {
      if (quick?.isInFront() !== true) return false;
      client?.send('menu', action);
      return true;
    },
    handlers: {
      'quick.show': () => withQuick((loaded) => loaded.show()),
      'quick.shortcut': async () => {
        await followKeys();
        const state = shortcut?.state() ?? { kind: 'off' as const };
        const { quickCommand } = await import('../../electron/quick/shortcut.ts');
        return { state, command: quickCommand(quickSwitch) };
      },
      'quick.listen': () => shortcut?.listen(),
      'quick.left': ({ visit, last: shown }) => {
        last.keep(shown);
        quick?.left(visit);
      },
      ...contextHandlers(options, shownTo),
    },
    end() {
      isEnding = true;
      if (timer !== null) clearTimeout(timer);
      shortcut?.set(null);
      quick?.end();
    },
  };
}
