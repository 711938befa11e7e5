import type { CommandInput, CommandName } from '../../shared/contract/index.ts';
import type { UndoKind } from '../../shared/model/undo/undo.ts';
import type { PlaceName } from './change.ts';

/** How a command is undone. Its changes to conversations are always recorded. */
interface UndoablePlan<N extends CommandName> {
  readonly kind: 'undoable';
  /** The name of the change; null for an input that changes no data of the person. */
  readonly what: UndoKind | ((input: CommandInput<N>) => UndoKind | null);
  /** Kept values that it changes besides. */
  readonly places?: readonly PlaceName[] | ((input: CommandInput<N>) => readonly PlaceName[]);
  /** The name by which a notice knows it. */
  readonly key?: (input: CommandInput<N>) => string;
  /** Commands with the same value are taken back as one. */
  readonly together?: (input: CommandInput<N>) => string | null;
  /** Only its first change counts: what follows is not the person's. */
  readonly isFirstOnly?: true;
}

/** Whether and how the command can be taken back. */
export type Plan<N extends CommandName> =
  | UndoablePlan<N>
  /** It changes nothing that the person has made: it asks, shows, copies or opens. */
  | { readonly kind: 'not_data' }
  /** It does, and cannot be taken back. */
  | { readonly kind: 'final'; readonly why: Why };

/** Why a change is not taken back. */
export type Why =
  /** A model was asked. Nothing is replaced: the version before stays beside the new one. */
  | 'asks_model'
  /** Nothing is lost by it; deleting what it has added can be undone. */
  | 'only_adds'
  /** It writes a file of the person's choice, or none. */
  | 'writes_file'
  /** It is meant to be for good: it asks before, or takes away what nobody should have any more. */
  | 'for_good'
  /** Something outside of Parley has heard of it or has run. */
  | 'is_outside'
  /** The state before is kept in another place, and can be restored there. */
  | 'kept_elsewhere';
