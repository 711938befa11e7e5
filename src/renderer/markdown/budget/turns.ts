import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { maxTask, maxTaskTime } from './limits.ts';
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
  /** How long what waits is, in characters. */
  readonly length: () => number;
}

/** Turns that are given together, when what each of them has to draw is no longer than this; in characters. */
const lightTurns = 24;
const lightLength = 120;

/** Time of a frame that is given to what waits, in ms. */
const share = 8;

/** Who waits, by what is laid out for certain around them: they are as far from the view as that is. */
const waiting = new Map<Element | null, Set<Turn>>();
/** The steps spent before the task that runs now, and when it began; ms. */
let task: { readonly steps: number; readonly at: number } | null = null;

/** True while the task that runs now has steps and time left. */
export function hasRoom(): boolean {
  if (task === null) {
    task = { steps: stepsSpent(), at: performance.now() };
    setTimeout(() => {
      task = null;
    });
  }
  return stepsSpent() - task.steps < maxTask && performance.now() - task.at < maxTaskTime;
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
        leave(turn);
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
    length: () => element?.textContent?.length ?? Number.POSITIVE_INFINITY,
  };
  return turn;
}

const places = new WeakMap<Turn, Element | null>();

function wait(turn: Turn): void {
  const element = turn.element();
  const around = element?.closest('.md-section') ?? element?.closest('.md-group') ?? element;
  if (waiting.size === 0) requestAnimationFrame(giveTurns);
  places.set(turn, around);
  const others = waiting.get(around);
  if (others === undefined) waiting.set(around, new Set([turn]));
  else others.add(turn);
}

function leave(turn: Turn): void {
  const around = places.get(turn) ?? null;
  const others = waiting.get(around);
  others?.delete(turn);
  if (others?.size === 0) waiting.delete(around);
}

function giveTurns(): void {
  const until = performance.now() + share;
  let light: Turn[] = [];
  const draw = (): void => {
    const now = light;
    light = [];
    flushSync(() => now.forEach((turn) => turn.open()));
  };
  for (const turn of nearestFirst()) {
    leave(turn);
    light.push(turn);
    // What is short is drawn together: each time React begins anew at the root.
    if (light.length < lightTurns && turn.length() <= lightLength) continue;
    draw();
    if (performance.now() >= until) break;
  }
  draw();
  if (waiting.size > 0) requestAnimationFrame(giveTurns);
}

/** What waits, by how far it is from the view. */
function* nearestFirst(): Generator<Turn> {
  const around = [...waiting.keys()]
    .map((element) => ({ element, distance: distanceOf(element) }))
    .toSorted((a, b) => a.distance - b.distance);
  for (const { element } of around) {
    // As they are now: what begins to wait meanwhile has its turn in another frame.
    const turns = [...(waiting.get(element) ?? [])];
    yield* turns;
  }
}

function distanceOf(element: Element | null): number {
  if (element === null) return 0;
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
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

/**
 * Returns a value as it was until it is this component's turn to take over another one, and what the
 * component gives its element to: what the whole document says is not read by all of it in one task.
 */
export function useInTurn<T>(
  wanted: T,
): readonly [taken: T, place: RefObject<HTMLDivElement | null>] {
  const [taken, take] = useState(wanted);
  const place = useRef<HTMLDivElement>(null);
  const waits = taken !== wanted;
  if (waits && hasRoom()) take(wanted);
  useEffect(() => {
    if (!waits) return undefined;
    const turn = createTurn(true);
    turn.place(place.current);
    return turn.subscribe(() => take(wanted));
  }, [waits, wanted]);
  return [taken, place];
}

const never = (): (() => void) => () => undefined;

/**
 * Goes on with a job for as long as the task has room, and in later turns. Returns true when it is done;
 * where nothing is ever drawn again (a test, an export) it is done at once.
 */
export function useJob(job: {
  readonly isDone: () => boolean;
  readonly step: () => void;
}): boolean {
  const mayWait = useSyncExternalStore(never, always, () => false);
  const [, goOn] = useState(0);
  const mayGoOn = mayWait ? hasRoom : always;
  while (!job.isDone() && mayGoOn()) job.step();
  const isDone = job.isDone();
  useEffect(() => {
    if (isDone) return undefined;
    let frame = requestAnimationFrame(function next() {
      goOn((count) => count + 1);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isDone]);
  return isDone;
}
