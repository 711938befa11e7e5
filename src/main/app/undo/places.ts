import type { FindPlace, Place } from '../../undo/places.ts';
import type { Store } from '../../store/index.ts';

type Fields = Readonly<Record<string, unknown>>;

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

/** Finds the kept values whose changes can be taken back. */
export function undoPlaces({
  settings,
  tools,
  assistants,
  prompts,
  secrets,
}: Pick<Store, 'settings' | 'tools' | 'assistants' | 'prompts' | 'secrets'>): FindPlace {
  return (name) => {
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
