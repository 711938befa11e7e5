import { isDeepStrictEqual } from 'node:util';
import type { AttachmentPart } from '../../../shared/model/conversation.ts';
import type { Emit } from '../../conversations/conversation-service.ts';
import type { Drafts } from '../../store/temporary/drafts.ts';
import { draftField, draftOf } from '../../undo/draft-fields.ts';
import type { FindPlace, Place } from '../../undo/places.ts';
import type { Store } from '../../store/index.ts';

/** The rooms that keep what can be taken back. */
export interface PlaceRooms {
  readonly store: Pick<Store, 'settings' | 'tools' | 'assistants' | 'prompts' | 'secrets'>;
  readonly drafts: Pick<Drafts, 'all' | 'set'>;
  readonly emit: Emit;
}

type Fields = Readonly<Record<string, unknown>>;

/** The name of the draft of a conversation that does not exist yet. */
const newName = 'new';

/** One field of a kept object. */
function fieldOf<T extends object>(
  name: string,
  read: () => T,
  update: (change: (before: T) => T) => Promise<void> | void,
): Place {
  return {
    read: () => (read() as Fields)[name],
    update: (change) =>
      update((before) => ({ ...before, [name]: change((before as Fields)[name]) })),
  };
}

/** A whole kept value. A difference leads from one of its values to another. */
function whole<T>(
  read: () => T,
  update: (change: (before: T) => T) => Promise<void> | void,
): Place {
  return { read, update: (change) => update((before) => change(before) as T) };
}

/** An attachment, known by its hash, so that one comes back among others. */
interface DraftAttachment {
  readonly id: string;
  readonly part: AttachmentPart;
}

/** Pasted texts and attachments of unsent messages, by draft. */
function draftsPlace({ drafts, emit }: PlaceRooms): Place {
  const read = (): Fields => {
    const all = drafts.all().flatMap(({ conversationId, pasted, attachments }) => {
      const draft = conversationId ?? newName;
      const entries = attachments.map((part): DraftAttachment => ({ id: part.attachment, part }));
      return [
        [draftField(draft, 'pasted'), pasted],
        [draftField(draft, 'attachments'), entries],
      ] as const;
    });
    return Object.fromEntries(all.filter(([, list]) => list.length > 0));
  };
  return {
    read,
    update(change) {
      const before = read();
      // A difference leads from one of its values to another.
      const after = change(before) as Fields;
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
      for (const draft of new Set(changed.map(draftOf))) {
        const conversationId = draft === newName ? null : draft;
        const known = drafts.all().find((each) => each.conversationId === conversationId);
        const text = known?.text ?? '';
        const pasted = (after[draftField(draft, 'pasted')] ?? []) as readonly string[];
        const entries = after[draftField(draft, 'attachments')] ?? [];
        const attachments = (entries as readonly DraftAttachment[]).map(({ part }) => part);
        drafts.set(conversationId, text, { pasted, attachments });
        emit('draft', { conversationId, text, pasted: [...pasted], attachments });
      }
    },
  };
}

/** Finds the kept values whose changes can be taken back. */
export function undoPlaces(rooms: PlaceRooms): FindPlace {
  const { settings, tools, assistants, prompts, secrets } = rooms.store;
  return (name) => {
    if (name === 'drafts') return draftsPlace(rooms);
    if (name === 'assistants') {
      return whole(
        () => assistants.read(),
        (change) => assistants.update(change),
      );
    }
    if (name === 'prompts') {
      return whole(
        () => prompts.read(),
        (change) => prompts.update(change),
      );
    }
    if (name === 'secrets') {
      return whole(secrets.sealed, (change) => secrets.reseal(change(secrets.sealed())));
    }
    const [room, field = ''] = name.split('.');
    return room === 'tools'
      ? fieldOf(
          field,
          () => tools.read(),
          (change) => tools.update(change),
        )
      : fieldOf(field, settings.read, (change) => settings.update(change));
  };
}
