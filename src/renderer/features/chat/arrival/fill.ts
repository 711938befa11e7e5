import type { Filling } from '../../../../shared/model/arrival/arrival.ts';
import { draftsOf } from '../composer/drafts.ts';
import type { ChangeContext } from '../page/change-own.ts';

/** Fills in the message box of the new conversation on show. It sends nothing. */
export function fill(
  { controller, page, turns }: Omit<ChangeContext, 'conversationId'>,
  filling: Filling,
): void {
  draftsOf(controller).fillIn(filling);
  if (filling.model?.kind === 'known') {
    turns.setCreate({ ...turns.create(), model: filling.model.model });
  }
  for (const { file, name } of filling.files) {
    page.attach()?.stored(name, async () => {
      const from = { kind: 'dropped', file } as const;
      const added = await controller.command('attachment.add', { conversationId: null, from });
      return added.ok ? { ok: true, value: { parts: [added.value], problems: [] } } : added;
    });
  }
  page.focusComposer();
}
