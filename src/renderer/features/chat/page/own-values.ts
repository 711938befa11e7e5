import { useMemo, useSyncExternalStore } from 'react';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { useApp } from '../../../client/use-app.ts';
import type { Turns } from './turns.ts';

/** What a conversation sets for itself, with its assistant. */
export type OwnValues = Pick<
  ConversationHead,
  | 'systemPrompt'
  | 'providerId'
  | 'model'
  | 'parameters'
  | 'tools'
  | 'limits'
  | 'assistant'
  | 'compare'
  | 'readOnly'
>;

/** Returns what a conversation sets, also one that does not exist yet. */
export function useOwnValues(conversationId: Id | null, turns: Turns): OwnValues {
  const head = useApp((state) =>
    conversationId === null ? undefined : state.heads[conversationId],
  );
  const create = useSyncExternalStore(turns.subscribe, turns.create);
  const assistant = useApp(({ assistants, newFolder, settings }): Assistant | undefined => {
    const ofFolder =
      newFolder === null
        ? undefined
        : ownEntry(settings?.settings.folderAssistants ?? {}, newFolder);
    const chosen = create.assistantId === undefined ? ofFolder : create.assistantId;
    return assistants?.find(({ id }) => id === chosen);
  });
  const created = useMemo(
    (): OwnValues => ({
      systemPrompt: create.systemPrompt ?? null,
      providerId: create.model?.providerId ?? null,
      model: create.model?.model ?? null,
      parameters: create.parameters ?? undefined,
      tools: create.tools ?? undefined,
      compare: create.compare,
      limits: create.limits,
      assistant,
    }),
    [create, assistant],
  );
  return head ?? created;
}
