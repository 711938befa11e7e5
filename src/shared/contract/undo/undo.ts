import * as z from 'zod';
import type { Undone, UndoView } from '../../model/undo/undo.ts';
import { typed } from '../command.ts';
import { nothing } from '../inputs.ts';

/** Commands for taking changes of data back, in any window, while the program runs. */
export const undoCommands = {
  'undo.state': { input: nothing, output: typed<UndoView>() },
  /** Takes back the last change, or the last one of this name (`undoKeys`). */
  'undo.undo': {
    input: z.object({ key: z.string().max(200).nullable() }),
    output: typed<Undone>(),
  },
  /** Makes the change again that was taken back last. */
  'undo.redo': { input: nothing, output: typed<Undone>() },
} as const;
