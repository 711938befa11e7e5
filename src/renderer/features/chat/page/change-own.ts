import type { Assistant, ModelChoice } from '../../../../shared/model/assistants/assistant.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Controller } from '../../../client/controller.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';

/** What a change of a conversation needs. */
export interface ChangeContext {
  readonly controller: Controller;
  readonly page: PageParts;
  readonly turns: Turns;
  /** Null if the conversation does not exist yet. */
  readonly conversationId: Id | null;
}

/** Changes the model of a conversation, also of one that does not exist yet. */
export async function changeModel(
  { controller, page, turns, conversationId }: ChangeContext,
  model: ModelChoice,
): Promise<void> {
  if (conversationId === null) {
    turns.setCreate({ ...turns.create(), model });
  } else {
    await page.tell(() =>
      controller.command('conversation.update', {
        conversationIds: [conversationId],
        patch: { model },
      }),
    );
  }
  page.focusComposer();
}

/** Changes who answers in a conversation, also in one that does not exist yet; null for nobody. */
export function changeAssistant(
  { controller, page, turns, conversationId }: ChangeContext,
  next: Pick<Assistant, 'id' | 'model'> | null,
): void {
  page.focusComposer();
  if (conversationId !== null) {
    void page.tell(() =>
      controller.command('conversation.update', {
        conversationIds: [conversationId],
        patch: { assistantId: next?.id ?? null },
      }),
    );
    return;
  }
  const { model, ...create } = turns.create();
  const keepsModel = model !== undefined && next?.model === undefined;
  turns.setCreate({
    ...create,
    ...(keepsModel ? { model } : {}),
    assistantId: next?.id ?? null,
  });
}
