import { expected } from '../../shared/expected.ts';
import { parseJson } from '../disk/json-text.ts';
import { draftSchema } from '../store/drafts/drafts.ts';
import type { RestoreOptions } from './restore-options.ts';

/** Restores an unsent draft. Throws an ExpectedError if it cannot be read. */
export async function restoreDraft(
  { backup, mode, target, signal }: RestoreOptions,
  name: string,
): Promise<void> {
  const { drafts } = target;
  const base = name.slice('drafts/'.length, -'.json'.length);
  const conversationId = base === 'new' ? null : base;
  const parsed = parseJson(await backup.read(name, signal));
  const draft = parsed.kind === 'value' ? draftSchema.safeParse(parsed.value).data : undefined;
  if (draft === undefined) throw expected('draft_unread', {});
  const isThere = drafts.all().some((draft) => draft.conversationId === conversationId);
  if (!isThere || mode === 'replace') drafts.set(conversationId, draft.text, draft);
}
