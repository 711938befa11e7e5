import type { CommandInput } from '../../shared/contract/index.ts';
import type { UndoKind } from '../../shared/model/undo/undo.ts';
import type { PlaceName } from './change.ts';

type Patch = CommandInput<'conversation.update'>['patch'];

/** The name of a patch of conversations. */
export function patchKind(patch: Patch): UndoKind {
  if (patch.archived !== undefined) {
    return patch.archived ? 'conversations_archived' : 'conversations_unarchived';
  }
  if (patch.pinned !== undefined) {
    return patch.pinned ? 'conversations_pinned' : 'conversations_unpinned';
  }
  if (patch.folder !== undefined) return 'conversations_moved';
  return patch.title === undefined ? 'conversations_changed' : 'conversations_renamed';
}

/** Settings that hold what the person has written or put together. The others are switches. */
const settingsOfData = [
  'systemPrompt',
  'folderAssistants',
  'parameters',
  'tools',
  'monthLimits',
  'shortcuts',
] as const;

/** The places of the person's data that a patch of the settings changes. */
export function settingPlaces(patch: CommandInput<'settings.update'>): readonly PlaceName[] {
  return settingsOfData.flatMap((name) =>
    patch[name] === undefined ? [] : [`settings.${name}` as const],
  );
}

/** The places that a change of a provider or its keys can reach. */
export const providerPlaces = [
  // Keys first: they are there when the provider is.
  'secrets',
  'settings.providers',
  'settings.defaultProviderId',
  'settings.defaultModel',
  'settings.modelParameters',
  'settings.models',
] as const;

/** The name of a patch of the settings; null if it changes switches only. */
export function settingsKind(patch: CommandInput<'settings.update'>): UndoKind | null {
  if (settingPlaces(patch).length === 0) return null;
  return patch.systemPrompt === undefined ? 'settings_changed' : 'instructions_changed';
}
