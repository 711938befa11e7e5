import { eachBounded } from '../../shared/each-bounded.ts';
import { ExpectedError, expected } from '../../shared/expected.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { targetOf, type Change, type PlaceName } from './change.ts';
import { withChange } from './conversation-change.ts';
import { applyDifference, type Direction } from './difference.ts';
import type { FindPlace } from './places.ts';

/** Concurrent changes. They wait for the disk, so making several at once is faster. */
const atOnce = 16;

/** Dependencies of {@link perform}. */
export interface PerformRooms {
  readonly conversations: Pick<
    ConversationService,
    'change' | 'head' | 'nowIso' | 'remove' | 'restore'
  >;
  /** Ends the answers of a conversation before it is deleted. */
  readonly stop: (conversationId: Id) => Promise<void>;
  readonly place: FindPlace;
}

/** What became of changes that were to be taken back or made again. */
export interface Performed {
  readonly done: readonly Change[];
  /** Those whose data has changed since; it stays as it is. */
  readonly stale: readonly Change[];
  /** Those that can be tried again, and the reason of the first. */
  readonly failed: readonly Change[];
  readonly reason: ExpectedError | null;
}

/** Throws an ExpectedError: of kind `invalid` if the data is not as it was left. */
async function performOne(
  { conversations, stop, place }: PerformRooms,
  change: Change,
  to: Direction,
): Promise<void> {
  const stale = () => expected('changed_since', {});
  switch (change.kind) {
    case 'conversation': {
      const { written } = await conversations.change(change.change.conversationId, (present) => {
        const next = withChange(present, change.change, to, conversations.nowIso());
        if (next === null) throw stale();
        return next;
      });
      await written;
      return;
    }
    case 'deleted':
    case 'restored': {
      const { conversationId: id } = change;
      const isThere = conversations.head(id) !== undefined;
      const comesBack = (change.kind === 'deleted') === (to === 'undo');
      if (isThere === comesBack) return;
      if (comesBack) {
        await conversations.restore(id);
        return;
      }
      await stop(id);
      await conversations.remove(id);
      return;
    }
    case 'place':
      await place(change.place).update((present) => {
        const applied = applyDifference(present, change.difference, to);
        if (applied === null) throw stale();
        return applied.value;
      });
  }
}

/** True if every kept value is as the changes have left it: they are taken back together or not. */
function arePlacesAsLeft(
  { place }: Pick<PerformRooms, 'place'>,
  inOrder: readonly Change[],
  to: Direction,
): boolean {
  const values = new Map<PlaceName, unknown>();
  for (const change of inOrder) {
    if (change.kind !== 'place') continue;
    const { place: name, difference } = change;
    const present = values.has(name) ? values.get(name) : place(name).read();
    const applied = applyDifference(present, difference, to);
    if (applied === null) return false;
    values.set(name, applied.value);
  }
  return true;
}

/** Takes changes back or makes them again. What fails loses nothing, and the others are done. */
export async function perform(
  rooms: PerformRooms,
  changes: readonly Change[],
  to: Direction,
): Promise<Performed> {
  const inOrder = to === 'undo' ? changes.toReversed() : changes;
  const done = new Set<Change>();
  const stale = new Set<Change>();
  const failed = new Set<Change>();
  let reason: ExpectedError | null = null;
  const runOne = async (change: Change): Promise<boolean> => {
    try {
      await performOne(rooms, change, to);
      done.add(change);
      return true;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const isStale = error.error.kind === 'invalid';
      if (!isStale) reason ??= error;
      (isStale ? stale : failed).add(change);
      return isStale;
    }
  };
  const run = async (ofTarget: readonly Change[]): Promise<void> => {
    for (const [index, change] of ofTarget.entries()) {
      if (await runOne(change)) continue;
      // The others of this target build on it.
      for (const left of ofTarget.slice(index + 1)) failed.add(left);
      return;
    }
  };
  const isOfPlace = ({ kind }: Change): boolean => kind === 'place';
  const targets = [
    ...Map.groupBy(
      inOrder.filter((each) => !isOfPlace(each)),
      targetOf,
    ).values(),
  ];
  await eachBounded(targets, atOnce, run);
  if (arePlacesAsLeft(rooms, inOrder, to)) {
    // Each place in turn, in the order of the plan: a key is there before its provider is.
    for (const name of new Set(changes.filter(isOfPlace).map(targetOf))) {
      await run(inOrder.filter((each) => isOfPlace(each) && targetOf(each) === name));
    }
  } else for (const change of inOrder.filter(isOfPlace)) stale.add(change);
  const among = (found: ReadonlySet<Change>) => changes.filter((change) => found.has(change));
  return { done: among(done), stale: among(stale), failed: among(failed), reason };
}
