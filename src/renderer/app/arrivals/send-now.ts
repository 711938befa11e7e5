import type { Filling } from '../../../shared/model/arrival/arrival.ts';
import type { AttachmentPart, Id } from '../../../shared/model/conversation.ts';
import type { Coded, Result } from '../../../shared/model/errors.ts';
import { sentences } from '../../../shared/language/formats.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import type { Controller } from '../../client/controller.ts';
import type { Say } from '../../common/use-problem.ts';
import { attachStored } from '../../features/chat/composer/attach-files.ts';
import { draftsOf, messageOf } from '../../features/chat/composer/drafts.ts';

/** `unsent`: nothing was sent; `filling` is what is left to fill in. */
export type SentNow =
  | { readonly kind: 'sent'; readonly conversationId: Id }
  | { readonly kind: 'unsent'; readonly why: Say; readonly filling: Filling };

async function ask(
  controller: Controller,
  text: string,
  attachments: readonly AttachmentPart[],
): Promise<Result<Id>> {
  const created = await controller.command('conversation.create', {});
  if (!created.ok) return created;
  const { id } = created.value;
  const question = messageOf({ text, pasted: [], attachments });
  const sent = await controller.command('chat.send', {
    conversationId: id,
    ...question,
    isNew: true,
  });
  return sent.ok ? { ok: true, value: id } : sent;
}

/**
 * Sends a message in a conversation of its own, past the message box, so that no draft is sent with
 * it. If it cannot be sent, its attachments go to the draft.
 */
export async function sendNow(controller: Controller, filling: Filling): Promise<SentNow> {
  const attachments: AttachmentPart[] = [];
  const reasons: Coded[] = [];
  for (const { file } of filling.files) {
    const to = { controller, conversationId: null };
    const { parts, problems } = await attachStored(to, async () => {
      const from = { kind: 'dropped', file } as const;
      const added = await controller.command('attachment.add', { conversationId: null, from });
      return added.ok ? { ok: true, value: { parts: [added.value], problems: [] } } : added;
    });
    attachments.push(...parts);
    reasons.push(...problems);
  }
  if (reasons.length === 0) {
    const sent = await ask(controller, filling.text, attachments);
    if (sent.ok) return { kind: 'sent', conversationId: sent.value };
    reasons.push(sent.error);
  }
  draftsOf(controller).fillIn({ ...filling, text: '', files: [] }, attachments);
  const why = (): string => sentences(...reasons.map(sentenceOf));
  return { kind: 'unsent', why, filling: { ...filling, files: [] } };
}
