import { useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { maxTask } from './limits.ts';
import { stepsSpent } from './work.ts';

/**
 * Whoever has much to read and draw asks for a turn. In one task of the window as much is drawn at once as
 * fits; the rest stays as it was written and has its turn in a later frame, what is nearest to the eye first.
 */
interface Turn {
  readonly isOpen: () => boolean;
  readonly subscribe: (changed: () => void) => () => void;
  readonly open: () => void;
  readonly place: (element: Element | null) => void;
  readonly element: () => Element | null;
}

/** Time of a frame that is given to what waits, in ms. */
const share = 8;

const waiting = new Set<Turn>();
let taskBegan: number | null = null;

/** True while the task that runs now has steps left. */
function hasRoom(): boolean {
  if (taskBegan === null) {
    taskBegan = stepsSpent();
    setTimeout(() => {
      taskBegan = null;
    });
  }
  return stepsSpent() - taskBegan < maxTask;
}

function createTurn(isPatient: boolean): Turn {
  let isOpen = !isPatient && hasRoom();
  let notify: (() => void) | null = null;
  let element: Element | null = null;
  const turn: Turn = {
    isOpen: () => isOpen,
    subscribe(changed) {
      notify = changed;
      if (!isOpen) wait(turn);
      return () => {
        notify = null;
        waiting.delete(turn);
      };
    },
    open() {
      isOpen = true;
      notify?.();
    },
    place(next) {
      element = next;
    },
    element: () => element,
  };
  return turn;
}

function wait(turn: Turn): void {
  if (waiting.size === 0) requestAnimationFrame(giveTurns);
  waiting.add(turn);
}

function giveTurns(): void {
  const until = performance.now() + share;
  for (const turn of nearestFirst()) {
    waiting.delete(turn);
    flushSync(turn.open);
    if (performance.now() >= until) break;
  }
  if (waiting.size > 0) requestAnimationFrame(giveTurns);
}

/** What waits, by how far it is from the view: measured at what is laid out for certain around it. */
function nearestFirst(): readonly Turn[] {
  const distances = new Map<Element, number>();
  const distanceOf = (turn: Turn): number => {
    const element = turn.element();
    const around = element?.closest('.md-section') ?? element?.closest('.md-group') ?? element;
    if (around === null || around === undefined) return 0;
    const known = distances.get(around);
    if (known !== undefined) return known;
    const { top, bottom } = around.getBoundingClientRect();
    const distance = Math.max(0, top - innerHeight, -bottom);
    distances.set(around, distance);
    return distance;
  };
  return [...waiting]
    .map((turn) => ({ turn, distance: distanceOf(turn) }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ turn }) => turn);
}

const always = (): boolean => true;

/**
 * Returns null when it is this component's turn, which never ends; before that, what its stand-in is to
 * give its element to. One that is `isPatient` does not have its turn at once.
 */
export function useTurn(isPatient = false): ((element: Element | null) => void) | null {
  const [turn] = useState(() => createTurn(isPatient));
  return useSyncExternalStore(turn.subscribe, turn.isOpen, always) ? null : turn.place;
}
