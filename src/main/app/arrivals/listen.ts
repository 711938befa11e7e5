import { onActivate } from '../../electron/boot.ts';
import { registerLinks } from '../../electron/identity/arrivals.ts';
import { followMenu } from '../../electron/menu.ts';
import { showContextMenus } from '../../electron/menus/context-menu.ts';
import type { Windows } from '../../electron/windows.ts';
import type { FollowedLanguage } from '../../language/follow-language.ts';
import type { Inbox } from '../../links/inbox.ts';
import { createRouter } from '../../links/router.ts';
import type { UndoView } from '../../../shared/model/undo/undo.ts';
import type { Handlers } from '../../../shared/contract/handlers.ts';
import type { SettingsPort } from '../../providers/ports.ts';
import type { Quick } from '../desktop/open-quick.ts';
import type { Rooms } from '../rooms.ts';
import { arrivalPorts } from './ports.ts';

/** Dependencies of {@link listen}. */
export interface ListenOptions {
  readonly inbox: Inbox;
  readonly rooms: Pick<Rooms, 'core' | 'dropped'>;
  readonly windows: Windows;
  readonly quick: Quick;
  readonly settings: SettingsPort;
  readonly language: Pick<FollowedLanguage, 'subscribe'>;
  readonly handlers: Pick<Handlers, 'attachment.save'>;
  readonly report: (error: unknown) => void;
}

/** What {@link listen} returns. */
export interface Heard {
  /** True if the start was for the quick window alone. */
  readonly isForQuick: boolean;
  /** Names in the menu what can be undone and done again. */
  readonly setMenu: (view: UndoView) => void;
}

/** Takes what menu, system and other programs ask for, from now on. */
export function listen({
  inbox,
  rooms,
  windows,
  quick,
  settings,
  language,
  handlers,
  report,
}: ListenOptions): Heard {
  const setMenu = followMenu(settings, language, (action) => {
    if (!quick.perform(action)) windows.perform(action);
  });
  showContextMenus({
    savePicture: async (file, client) => handlers['attachment.save'](file, client),
    search: (query) => windows.deliverInMain({ kind: 'search', query, isChosen: true }),
    report,
  });
  onActivate(() => windows.show());
  const route = createRouter(
    arrivalPorts(rooms, (arrival) => windows.deliver(arrival)),
    report,
  );
  let isForQuick = false;
  let isForWindow = false;
  inbox.open((wish) => {
    if (wish.kind === 'quick') {
      isForQuick = true;
      quick.summon();
    } else {
      isForWindow = true;
      void route(wish);
    }
  });
  registerLinks();
  return { isForQuick: isForQuick && !isForWindow, setMenu };
}
