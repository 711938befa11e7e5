import { arrivalAt, type Arrival } from '../../../shared/model/arrival/arrival.ts';
import type { WindowAction } from '../../../shared/actions.ts';
import type { EventName } from '../../../shared/contract/index.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { TrayState } from '../../../shared/model/desktop/tray.ts';
import type { TrayControl } from '../../desktop/tray/tray.ts';
import type { TrayFacts, TrayItem } from '../../desktop/tray/tray-items.ts';
import { onFirstUse } from '../on-first-use.ts';

/** Dependencies of {@link openTray}. */
export interface OpenTrayOptions {
  readonly settings: {
    read(): Settings;
    subscribe(listener: (settings: Settings) => void): unknown;
  };
  readonly facts: () => TrayFacts;
  readonly ports: TrayPorts;
  readonly report: (error: unknown) => void;
}

/** Actions that the menu of the icon can run. */
export interface TrayPorts {
  readonly show: () => void;
  readonly showQuick: () => void;
  readonly performInMain: (action: WindowAction) => void;
  readonly deliver: (arrival: Arrival) => void;
  readonly quit: () => void;
}

/** The icon beside the clock, of which nothing is loaded before it is wanted. */
export interface AppTray {
  readonly state: () => Promise<TrayState>;
  /** Called with every event that windows are told. */
  readonly told: (event: EventName) => void;
  /** Called when an answer has begun or ended. */
  readonly changed: () => void;
  /** Called when another language is in use. */
  readonly relabel: () => void;
  /** Whether Parley goes on without a window; null if that is certainly not so. */
  readonly keepsOpen: () => Promise<boolean> | null;
  readonly end: () => void;
}

function choose(item: TrayItem, ports: TrayPorts): void {
  switch (item.kind) {
    case 'show':
      ports.show();
      break;
    case 'quick':
      ports.showQuick();
      break;
    case 'new':
      ports.performInMain('new_conversation');
      break;
    case 'conversation':
      ports.deliver(arrivalAt({ conversationId: item.id, messageId: null }));
      break;
    case 'quit':
      ports.quit();
      break;
    case 'growing':
    case 'separator':
      break;
  }
}

/** Creates the handle of the icon; loads and shows nothing unless the person wants it. */
export function openTray({ settings, facts, ports, report }: OpenTrayOptions): AppTray {
  let tray: TrayControl | null = null;
  const load = onFirstUse(async () => {
    const { loadTray } = await import('./load-tray.ts');
    tray = loadTray(facts, (item) => choose(item, ports));
    return tray;
  });
  let isEnding = false;
  let followed: Settings['tray'] = 'off';
  const follow = async (): Promise<void> => {
    const { tray: wanted } = settings.read();
    if (isEnding || wanted === followed) return;
    followed = wanted;
    await (await load()).choose(wanted);
    // The person may have chosen again meanwhile.
    await follow();
  };
  settings.subscribe(() => void follow().catch(report));
  setImmediate(() => void follow().catch(report));
  return {
    async state() {
      await follow();
      return tray === null ? 'off' : tray.state();
    },
    told(event) {
      if (event === 'head' || event === 'removed') tray?.changed();
    },
    changed: () => tray?.changed(),
    relabel: () => tray?.relabel(),
    keepsOpen() {
      if (isEnding || settings.read().tray !== 'background') return null;
      return follow().then(() => tray?.keepsOpen() ?? false);
    },
    end() {
      isEnding = true;
      tray?.end();
    },
  };
}
