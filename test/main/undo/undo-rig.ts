import type { Handlers } from '../../../src/shared/contract/handlers.ts';
import type { ConversationService } from '../../../src/main/conversations/conversation-service.ts';
import type { FindPlace } from '../../../src/main/undo/places.ts';
import { createRecorder } from '../../../src/main/undo/recorder.ts';
import { withUndo } from '../../../src/main/undo/record.ts';
import { createUndoService } from '../../../src/main/undo/undo-service.ts';
import type { Undone, UndoView } from '../../../src/shared/model/undo/undo.ts';

const noPlaces: FindPlace = (name) => {
  throw new Error(`There is no ${name} here.`);
};

/** Undo over a service of conversations, and kept values if there are any. */
export function undoRig(service: ConversationService, place: FindPlace = noPlaces) {
  const recorder = createRecorder();
  const conversations = recorder.watch(service);
  const stopped: string[] = [];
  const told: UndoView[] = [];
  let now = 1000;
  const undo = createUndoService({
    conversations,
    stop(id) {
      stopped.push(id);
      return Promise.resolve();
    },
    place,
    now: () => (now += 1),
    tell: (view) => told.push(view),
  });
  return {
    conversations,
    stopped,
    told,
    clear: undo.clear,
    recorded: <H extends Partial<Handlers>>(handlers: H): H =>
      withUndo(handlers, { recorder, place, undo }),
    undo: async (key: string | null = null): Promise<Undone> => undo.handlers['undo.undo']({ key }),
    redo: async (): Promise<Undone> => undo.handlers['undo.redo'](undefined),
    state: async (): Promise<UndoView> => undo.handlers['undo.state'](undefined),
  };
}
