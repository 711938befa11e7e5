import { t } from '../../../../../shared/language/translate.ts';
import { attachmentsOf } from '../../../../../shared/model/conversation-views.ts';
import type { AttachmentPart, Id, Message } from '../../../../../shared/model/conversation.ts';
import { pathTo } from '../../../../../shared/model/tree.ts';
import type { AppState } from '../../../../state/app-state.ts';
import { draftsOf } from '../../composer/drafts.ts';
import type { Choice, SourceProvider } from '../composer-source.ts';

/**
 * Where an attachment is: in the draft or a question on show, so that the model gets it anyway; in an
 * answer, whose pictures no model gets; or in another version.
 */
type Place = 'sent' | 'answer' | 'version';

function placeWords(place: Place): string {
  return place === 'sent' ? '' : t(`popup.attachment.${place}`);
}

/** An attachment of this conversation. */
interface Mention {
  readonly part: AttachmentPart;
  readonly place: Place;
}

const isQuestion = ({ role }: Message): boolean => role === 'user';

/** The attachments of a conversation and its draft, each once; the latest come first. */
export function mentionsIn(
  { heads, open }: Pick<AppState, 'heads' | 'open'>,
  conversationId: Id | null,
  draft: readonly AttachmentPart[],
): readonly Mention[] {
  const shown = conversationId === null ? undefined : open[conversationId];
  const messages = shown?.kind === 'ready' ? shown.messages : {};
  const leafId = conversationId === null ? null : (heads[conversationId]?.leafId ?? null);
  const path = pathTo(messages, leafId);
  const onPath = new Set(path.map(({ id }) => id));
  const others = Object.values(messages).filter(({ id }) => !onPath.has(id));
  const found = new Map<string, Mention>();
  const add = (parts: readonly AttachmentPart[], place: Place): void => {
    for (const part of parts)
      if (!found.has(part.attachment)) found.set(part.attachment, { part, place });
  };
  add(draft, 'sent');
  const [asked, answered] = [path.filter(isQuestion), path.filter((each) => !isQuestion(each))];
  for (const message of asked.toReversed()) add(attachmentsOf(message), 'sent');
  for (const message of answered.toReversed()) add(attachmentsOf(message), 'answer');
  for (const message of others.toReversed()) add(attachmentsOf(message), 'version');
  return [...found.values()];
}

function choiceFor({ part, place }: Mention): Choice {
  if (place === 'sent') return { kind: 'insert', text: part.name };
  const value = { parts: [part], problems: [] };
  return { kind: 'attach', name: part.name, attach: () => Promise.resolve({ ok: true, value }) };
}

/** The attachments of this conversation: the name of one that the model gets, or the file again. */
export const earlierAttachments: SourceProvider = {
  mark: '@',
  open({ controller, conversationId }) {
    const { attachments } = draftsOf(controller).of(conversationId);
    const mentions = mentionsIn(controller.store.getState(), conversationId, attachments);
    const byId = new Map(mentions.map((mention) => [mention.part.attachment, mention]));
    const items = mentions.map(({ part: { attachment, name }, place }) => ({
      id: attachment,
      label: name,
      detail: placeWords(place),
      name,
    }));
    return Promise.resolve([
      {
        id: 'attachments',
        title: t('popup.attachments'),
        waiting: '',
        matches: 'words',
        items: () => Promise.resolve({ ok: true, value: { items, isCut: false } }),
        choose({ id }) {
          const mention = byId.get(id);
          if (mention === undefined) throw new Error('The attachment was not listed.');
          return choiceFor(mention);
        },
      },
    ]);
  },
};
