import type { Bridge } from '../../shared/contract/index.ts';
import type { ShownPlace } from '../../shared/model/desktop/reading-position.ts';
import type { Store } from '../state/store.ts';
import { positionOf } from './positions.ts';

/** How long changes are gathered before main is told (ms). */
const gatherMs = 5000;

/**
 * Tells main what the window shows and how far it is read: a while after it has changed, and at once
 * when the person goes elsewhere or the page ends.
 */
export function reportLeft(bridge: Bridge, store: Store): void {
  let told: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let active = store.getState().activeId;

  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { activeId, phase } = store.getState();
    if (phase !== 'ready') return;
    const shown: ShownPlace | null =
      activeId === null ? null : { conversationId: activeId, position: positionOf(activeId) };
    const key = JSON.stringify(shown);
    if (key === told) return;
    told = key;
    void bridge.command('app.left', { shown });
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, gatherMs);
  };

  store.subscribe(() => {
    const { activeId } = store.getState();
    if (activeId === active) return;
    active = activeId;
    tellSoon();
  });
  document.addEventListener('scrollend', tellSoon, { capture: true, passive: true });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) tell();
  });
  window.addEventListener('blur', tell);
  window.addEventListener('pagehide', tell);
}
