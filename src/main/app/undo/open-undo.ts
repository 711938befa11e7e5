import type { UndoView } from '../../../shared/model/undo/undo.ts';
import type { Emit } from '../../conversations/conversation-service.ts';
import type { Store } from '../../store/index.ts';
import { createUndoService } from '../../undo/undo-service.ts';
import type { Recorder } from '../../undo/recorder.ts';
import type { RecordRooms } from '../../undo/record.ts';
import type { Core } from '../core.ts';
import { undoPlaces, type PlaceRooms } from './places.ts';

/** Connects what can be taken back with the rooms that hold it. */
export function openUndo(rooms: {
  readonly core: Pick<Core, 'conversations' | 'turns' | 'models'>;
  readonly store: Store;
  readonly drafts: PlaceRooms['drafts'];
  readonly recorder: Recorder;
  readonly emit: Emit;
  /** Called when Undo and Redo would do something else than before. */
  readonly onChange: (view: UndoView) => void;
}): RecordRooms {
  const { core, store, drafts, recorder, emit, onChange } = rooms;
  const place = undoPlaces({ store, drafts, emit });
  const undo = createUndoService({
    conversations: core.conversations,
    stop: (id) => core.turns.stop(id),
    place,
    now: Date.now,
    tell(view) {
      emit('undo', view);
      onChange(view);
    },
  });
  return { recorder, place, undo };
}
