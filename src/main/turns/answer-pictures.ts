import { t } from '../../shared/language/translate.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';

/**
 * Stores a picture that a model made for a conversation, the `nth` of its answer. Returns null if
 * the URL holds no bytes. Rejects with Node's error if the disk refuses it.
 */
export type KeepPicture = (url: string, nth: number, of: Id) => Promise<AttachmentPart | null>;

/** The same for one conversation. */
type KeepPictureHere = (url: string, nth: number) => Promise<AttachmentPart | null>;

/** The function that keeps the pictures of a conversation; null if they stay in the text. */
export function keeperFor(
  { keepPicture = null }: { readonly keepPicture?: KeepPicture | null },
  of: Id,
): KeepPictureHere | null {
  return keepPicture === null ? null : (url, nth) => keepPicture(url, nth, of);
}

/** Writes the picture as Markdown, so that it shows wherever text shows. */
function asText(url: string): ChatStep {
  return { kind: 'delta', text: `\n\n![Picture](${url})\n\n` };
}

/**
 * Stores the pictures of an answer as attachments; `before` is how many attachments it already has.
 * A picture that the disk refuses stays in the text, so that it is not lost. Data that is not a
 * picture is reported in the text.
 */
export async function* keepPictures(
  steps: AsyncIterable<ChatStep>,
  keep: KeepPictureHere | null,
  before: number,
  report: (error: unknown) => void,
): AsyncGenerator<ChatStep, void, undefined> {
  let count = before;
  for await (const step of steps) {
    if (step.kind !== 'picture') {
      yield step;
      continue;
    }
    count += 1;
    const { url } = step;
    try {
      const part = keep === null ? null : await keep(url, count);
      if (part !== null) yield { kind: 'picture', url, part };
      else if (keep === null) yield asText(url);
      else yield { kind: 'delta', text: `\n\n*${t('answer.empty_picture')}*\n\n` };
    } catch (error) {
      report(error);
      yield asText(url);
    }
  }
}
