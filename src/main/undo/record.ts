import type { Handlers } from '../../shared/contract/handlers.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { CommandInput, CommandName } from '../../shared/contract/index.ts';
import { titleOf, type Change, type PlaceName } from './change.ts';
import { applyDifference, differenceOf } from './difference.ts';
import type { FindPlace } from './places.ts';
import { planOf } from './plans.ts';
import type { Recorder } from './recorder.ts';
import type { UndoService } from './undo-service.ts';

/** Dependencies of {@link withUndo}. */
export interface RecordRooms {
  readonly recorder: Recorder;
  readonly place: FindPlace;
  readonly undo: UndoService;
}

function fieldOf(entry: unknown, field: 'id' | 'name'): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const value: unknown = Reflect.get(entry, field);
  return typeof value === 'string' ? value : null;
}

function namesOf(change: Change, before: ReadonlyMap<PlaceName, unknown>): readonly string[] {
  if (change.kind !== 'place') return [titleOf(change)];
  const { place, difference } = change;
  if (difference.kind !== 'entries') return [];
  const list = before.get(place);
  const known: readonly unknown[] = Array.isArray(list) ? list : [];
  return difference.entries.flatMap((each) => {
    const entry =
      each.kind === 'changed' ? known.find((one) => fieldOf(one, 'id') === each.id) : each.entry;
    return fieldOf(entry, 'name') ?? [];
  });
}

/** The name of the one thing that was changed; null if there are several or it has none. */
function changedName(
  changes: readonly Change[],
  before: ReadonlyMap<PlaceName, unknown>,
): string | null {
  const ofPlaces = changes.filter(({ kind }) => kind === 'place');
  const named = ofPlaces.length > 0 ? ofPlaces : changes;
  const [name = null, ...others] = new Set(named.flatMap((change) => namesOf(change, before)));
  return others.length === 0 ? name : null;
}

/** The kept values before each of the commands that run now. */
type Running = Set<Map<PlaceName, unknown>>;

/** Leaves a change to the command that made it: others may wait for a dialog meanwhile. */
function takeAsGiven(running: Running, changes: readonly Change[]): void {
  for (const before of running) {
    for (const change of changes) {
      if (change.kind !== 'place' || !before.has(change.place)) continue;
      const applied = applyDifference(before.get(change.place), change.difference, 'redo');
      if (applied !== null) before.set(change.place, applied.value);
    }
  }
}

/** The handler of one command, which remembers what it changes. */
function recorded<N extends CommandName>(
  name: N,
  handle: Handlers[N],
  { recorder, place, undo }: RecordRooms,
  running: Running,
): Handlers[N] {
  const plan = planOf(name);
  if (plan.kind !== 'undoable') return handle;
  const run = async (input: CommandInput<N>, client: Client) => {
    const kind = typeof plan.what === 'function' ? plan.what(input) : plan.what;
    if (kind === null) return handle(input, client);
    const { places = [] } = plan;
    const names = typeof places === 'function' ? places(input) : places;
    const before = new Map(names.map((each) => [each, place(each).read()]));
    running.add(before);
    const { outcome, changes } = await recorder
      .record(async () => handle(input, client))
      .finally(() => running.delete(before));
    const ofPlaces = names.flatMap((each): readonly Change[] => {
      const difference = differenceOf(before.get(each), place(each).read());
      return difference === null ? [] : [{ kind: 'place', place: each, difference }];
    });
    takeAsGiven(running, ofPlaces);
    const all = [...(plan.isFirstOnly === true ? changes.slice(0, 1) : changes), ...ofPlaces];
    if (all.length > 0) {
      undo.add({
        kind,
        key: plan.key?.(input) ?? null,
        together: plan.together?.(input) ?? null,
        name: changedName(all, before),
        changes: all,
      });
    }
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  };
  return run as Handlers[N];
}

/** Handlers whose changes can be taken back. */
export function withUndo<H extends Partial<Handlers>>(handlers: H, rooms: RecordRooms): H {
  const running: Running = new Set();
  const all = Object.entries(handlers) as [CommandName, Handlers[CommandName]][];
  return Object.fromEntries(
    all.map(([name, handle]) => [name, recorded(name, handle, rooms, running)]),
  ) as H;
}
