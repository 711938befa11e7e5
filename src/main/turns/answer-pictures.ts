import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { AttachmentPart } from '../../shared/model/conversation.ts';

/** Keeps a picture that a model made, the `nth` of its answer. null: there are no bytes. Rejects with Node's error when the disk refuses it. */
export type KeepPicture = (url: string, nth: number) => Promise<AttachmentPart | null>;

/** The picture as Markdown, so that it appears wherever the text does. */
function asText(url: string): ChatStep {
  return { kind: 'delta', text: `\n\n![Picture](${url})\n\n` };
}

/**
 * Lets the pictures of an answer be kept; `before`: how many attachments it has. What the disk refuses
 * stays in the text, so that it is not lost, and what is no picture is told there.
 */
export async function* keepPictures(
  steps: AsyncIterable<ChatStep>,
  keep: KeepPicture | null,
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
      else yield { kind: 'delta', text: '\n\n*A picture came without content.*\n\n' };
    } catch (error) {
      report(error);
      yield asText(url);
    }
  }
}
