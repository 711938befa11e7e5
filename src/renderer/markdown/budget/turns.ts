import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { maxBurstTask, maxBurstTime, maxTask, maxTaskTime } from './limits.ts';
import { stepsSpent } from './work.ts';

/**
 * A component with much to read and render takes turns. One task of the window renders as much as
 * fits. The rest stays as source and takes its turn in a later frame, nearest to the view first.
 */
interface Turn {
  readonly open: () => void;
  readonly element: Element | null;
}

/**
 * Turns run together if each renders at most this much: number of turns, and characters per turn.
 */
const lightTurns = 24;
const lightLength = 120;

/** Share of a frame given to waiting turns (ms). */
const share = 8;

/**
 * Waiting turns, grouped by the nearest ancestor that is certainly laid out. Its distance from the
 * view counts for all of them.
 */
const waiting = new Map<Element | null, Set<Turn>>();
/** Steps spent before a task, and its start time (ms). */
interface Task {
  readonly steps: number;
  readonly at: number;
}

let task: Task | null = null;
/** The last task that has the limits of a burst. */
let burst: Task | null = null;

function beginTask(at: number): Task {
  const begun = { steps: stepsSpent(), at };
  task = begun;
  setTimeout(() => {
    if (task === begun) task = null;
  });
  return begun;
}

/** True while the current task has steps and time left. */
export function hasRoom(): boolean {
  const current = task ?? beginTask(performance.now());
  const isBurst = current === burst;
  const hasSteps = stepsSpent() - current.steps < (isBurst ? maxBurstTask : maxTask);
  return hasSteps && performance.now() - current.at < (isBurst ? maxBurstTime : maxTaskTime);
}

/** Gives the current task the limits of a burst. Returns false if others have begun to use it. */
export function takeBurst(): boolean {
  const current = task ?? beginTask(performance.now());
  if (stepsSpent() - current.steps > maxTask / 10) return false;
  burst = current;
  return true;
}

/**
 * Gives the current task all its steps, however long they take. For a first frame: nothing is on
 * show that could stand still, and turns in the next frame would come before the same paint.
 */
export function liftTimeLimit(): void {
  beginTask(Number.POSITIVE_INFINITY);
}

const places = new WeakMap<Turn, Element | null>();

function wait(turn: Turn): void {
  const { element } = turn;
  const around = element?.closest('.md-section') ?? element?.closest('.md-group') ?? element;
  if (waiting.size === 0) requestAnimationFrame(giveTurns);
  places.set(turn, around);
  const others = waiting.get(around);
  if (others === undefined) waiting.set(around, new Set([turn]));
  else others.add(turn);
}

/** Length of the text of a turn, in characters. */
function lengthOf({ element }: Turn): number {
  return element?.textContent?.length ?? Number.POSITIVE_INFINITY;
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
    // Short turns are rendered together, because React starts at the root each time.
    if (light.length < lightTurns && lengthOf(turn) <= lightLength) continue;
    draw();
    if (performance.now() >= until) break;
  }
  draw();
  if (waiting.size > 0) requestAnimationFrame(giveTurns);
}

/** The waiting turns, nearest to the view first. */
function* nearestFirst(): Generator<Turn> {
  const around = [...waiting.keys()]
    .map((element) => ({ element, distance: distanceOf(element) }))
    .toSorted((a, b) => a.distance - b.distance);
  for (const { element } of around) {
    // A copy, because turns that start waiting meanwhile belong to another frame.
    const turns = [...(waiting.get(element) ?? [])];
    yield* turns;
  }
}

function distanceOf(element: Element | null): number {
  if (element === null) return 0;
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
}

/** False where markup is made without a page, as in a test: nothing has to wait there. */
const hasPage = typeof document !== 'undefined';

/** Lets a component wait, from the time its placeholder is in the page until it leaves it. */
function createPlace(open: () => void): (element: Element | null) => void {
  let turn: Turn | null = null;
  return (element) => {
    if (turn !== null) leave(turn);
    turn = element === null ? null : { open, element };
    if (turn !== null) wait(turn);
  };
}

type Place = ReturnType<typeof createPlace>;

/**
 * Returns null once it is this component's turn, which it keeps. Before that, returns a ref for the
 * placeholder's element. With `isPatient`, the turn never comes at once.
 *
 * Of one who has had his turn nothing is kept but that, as a long text has thousands.
 */
export function useTurn(isPatient = false): Place | null {
  const [turn, take] = useState<{ place: Place | null } | null>(() =>
    hasPage && (isPatient || !hasRoom()) ? { place: null } : null,
  );
  if (turn === null) return null;
  turn.place ??= createPlace(() => take(null));
  return turn.place;
}

/**
 * Returns the previous value until it is this component's turn to take over the new one, and a ref
 * for the component's element. This way a change that affects the whole document is not processed
 * in one task.
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
    const turn = { open: () => take(wanted), element: place.current };
    wait(turn);
    return () => leave(turn);
  }, [waits, wanted]);
  return [taken, place];
}

const always = (): boolean => true;
const never = (): (() => void) => () => undefined;

/**
 * Continues a job while the task has room, and in later turns. Returns true when it is done.
 * Without later renders (in a test or an export), it runs to completion at once.
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
