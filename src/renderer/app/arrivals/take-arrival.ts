import type { Arrival } from '../../../shared/model/arrival/arrival.ts';
import { arrivalQuestion, linkWords } from '../../../shared/words/desktop/arrivals.ts';
import type { Controller } from '../../client/controller.ts';
import { fillNew } from '../../client/fill-new.ts';
import { focusComposer, focusSearch, searchFor } from '../../common/focus.ts';
import type { ArrivalNews } from './arrivals.tsx';
import { sendNow } from './send-now.ts';

/** The parts of the window that an arrival can reach. */
export interface ArrivalTargets {
  readonly controller: Controller;
  readonly showSidebar: () => void;
  readonly leave: () => void;
  readonly say: (news: ArrivalNews) => void;
}

/** Layers that nothing from outside may cover or close. */
const layers = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** Resolves when no dialog and no menu is open. */
function whenFree(): Promise<void> {
  const isFree = (): boolean => document.querySelector(layers) === null;
  return new Promise((resolve) => {
    if (isFree()) {
      resolve();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!isFree()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

/** True if going there would take an answer that streams out of sight. */
function wouldInterrupt({ store }: Controller, arrival: Arrival): boolean {
  const { activeId, streaming } = store.getState();
  if (activeId === null || !streaming.has(activeId)) return false;
  if (arrival.kind === 'conversation') return arrival.conversationId !== activeId;
  return arrival.kind !== 'no_conversation';
}

function openConversation(
  { controller, leave, say }: ArrivalTargets,
  arrival: Extract<Arrival, { kind: 'conversation' }>,
): void {
  const { conversationId, messageId, isMessageMissing } = arrival;
  if (messageId === null) controller.show(conversationId);
  else controller.reveal({ conversationId, messageId, marks: { kind: 'words', words: [] } });
  leave();
  if (messageId === null) focusComposer();
  if (isMessageMissing) say({ text: () => linkWords('no_message'), open: null });
}

function go(targets: ArrivalTargets, arrival: Exclude<Arrival, { kind: 'send' }>): void {
  const { controller, showSidebar, leave, say } = targets;
  switch (arrival.kind) {
    case 'conversation':
      openConversation(targets, arrival);
      break;
    case 'no_conversation':
      say({ text: () => linkWords('no_conversation'), open: null });
      break;
    case 'search':
      showSidebar();
      if (arrival.query === '') focusSearch();
      else searchFor(arrival.query);
      break;
    case 'settings':
      controller.setDialog({ kind: 'settings', section: arrival.page });
      break;
    case 'fill':
      controller.show(null);
      leave();
      fillNew(arrival.filling);
      focusComposer();
      break;
  }
}

/** An arrival that waits for its turn. */
interface Due {
  readonly targets: ArrivalTargets;
  readonly arrival: Exclude<Arrival, { kind: 'send' }>;
  readonly onGone: () => void;
}

let due: readonly Due[] = [];
let isGoing = false;

const isShared = ({ arrival }: Due): boolean =>
  arrival.kind === 'fill' && arrival.filling.from === 'command_line';

/** Lets a dialog that was opened last appear. */
function nextFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

async function goOn(): Promise<void> {
  isGoing = true;
  for (;;) {
    await whenFree();
    const [next] = due;
    if (next === undefined) break;
    due = due.slice(1);
    const { targets, arrival, onGone } = next;
    const open = (): void => {
      go(targets, arrival);
      onGone();
    };
    if (wouldInterrupt(targets.controller, arrival)) {
      targets.say({ text: () => arrivalQuestion(arrival), open, isOwn: isShared(next) });
    } else open();
    await nextFrames();
  }
  isGoing = false;
}

/**
 * Goes where an arrival leads, once no dialog is open; asks first if an answer streams. At most one
 * link waits, the latest, so that a page that opens hundreds of them gets nowhere.
 */
function offer(one: Due): void {
  due = isShared(one) ? [...due, one] : [...due.filter(isShared), one];
  if (!isGoing) void goOn();
}

/** Sends what a person's command line said to send, and shows it unless that would interrupt. */
async function send(
  targets: ArrivalTargets,
  arrival: Extract<Arrival, { kind: 'send' }>,
): Promise<void> {
  const { controller, leave, say } = targets;
  const sent = await sendNow(controller, arrival.filling);
  if (sent.kind === 'unsent') {
    const { filling, why } = sent;
    const onGone = (): void => say({ text: why, open: null });
    offer({ targets, arrival: { kind: 'fill', filling }, onGone });
    return;
  }
  const open = (): void => {
    controller.show(sent.conversationId);
    leave();
  };
  if (document.querySelector(layers) === null && !wouldInterrupt(controller, arrival)) open();
  else say({ text: () => arrivalQuestion(arrival), open });
}

/** Does what is asked of the window from outside it. */
export async function takeArrival(targets: ArrivalTargets, arrival: Arrival): Promise<void> {
  if (arrival.kind === 'send') await send(targets, arrival);
  else if ('isChosen' in arrival) go(targets, arrival);
  else offer({ targets, arrival, onGone: () => undefined });
}
