import type { Id } from '../../../../shared/model/conversation.ts';
import { elementNamed } from '../../../ui/focus-registry.ts';
import { createValue } from '../page/value.ts';

/** True while the map of branches is open beside the conversation. */
export const mapShown = createValue(false);

/** A branch that was deleted in the map and can come back. */
export interface Deletion {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly count: number;
}

/** The deletions that can be undone, the last one at the end. They outlive the panel. */
export const deletions = createValue<readonly Deletion[]>([]);

/** Opens the map, moves the focus into it, or closes it if the focus is there. */
export function toggleMap(): void {
  const tree = elementNamed('branches');
  const panel = tree?.closest('aside');
  if (tree === null || panel === null) mapShown.set(!mapShown.get());
  else if (panel?.contains(document.activeElement) === true) mapShown.set(false);
  else tree.focus();
}
