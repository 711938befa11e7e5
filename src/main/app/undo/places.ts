import { isDeepStrictEqual } from 'node:util';
import type { AttachmentPart } from '../../../shared/model/conversation.ts';
import type { Emit } from '../../conversations/conversation-service.ts';
import type { Drafts } from '../../store/temporary/drafts.ts';
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

interface DraftBeside {
  readonly pasted: readonly string[];
  readonly attachments: readonly { readonly id: string; readonly part: AttachmentPart }[];
}
type Besides = Readonly<Record<string, DraftBeside>>;

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

/**
 * What is beside the text of unsent messages, by conversation. An attachment is known by its hash, so
 * that one comes back among others.
 */
function draftsPlace({ drafts, emit }: PlaceRooms): Place {
  const read = (): Besides =>
    Object.fromEntries(
      drafts.all().map(({ conversationId, pasted, attachments }) => [
        conversationId ?? newName,
        {
          pasted,
          attachments: attachments.map((part) => ({ id: part.attachment, part })),
        },
      ]),
    );
  return {
    read,
    update(change) {
      const before = read();
      // A difference leads from one of its values to another.
      const after = change(before) as Besides;
      for (const [name, beside] of Object.entries(after)) {
        if (isDeepStrictEqual(beside, before[name])) continue;
        const conversationId = name === newName ? null : name;
        const known = drafts.all().find((each) => each.conversationId === conversationId);
        const text = known?.text ?? '';
        const attachments = beside.attachments.map(({ part }) => part);
        drafts.set(conversationId, text, { pasted: beside.pasted, attachments });
        emit('draft', { conversationId, text, pasted: [...beside.pasted], attachments });
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
