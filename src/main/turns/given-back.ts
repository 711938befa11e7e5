import { contentFor, resultText } from '../../shared/model/conversation-views.ts';
import type { ResultContent } from '../../shared/model/conversation.ts';
import type { Content } from '../wire/protocol.ts';
import { attachmentContent, type AttachmentContents } from './attachment-contents.ts';

/** A tool result in the form in which it is sent to a model. */
export interface GivenBack {
  /** The text of the tool message. */
  readonly text: string;
  /** Contents of the user message after all results: each picture with a caption. */
  readonly pictures: readonly Content[];
}

/** The longest text of a file in a result, in UTF-16 code units. */
const maxFileText = 100_000;

/** Stands for a result that the server means for the person alone. */
const onlyShown = '[The result is shown to the user, and is not meant for you.]';

function shortened(text: string): string {
  return text.length <= maxFileText
    ? text
    : `${text.slice(0, maxFileText)}\n[Cut here, as it is too long.]`;
}

/** Splits a result into text and pictures; `tool` is the name of its tool. */
export function givenBack(
  whole: readonly ResultContent[],
  tool: string,
  attachments: AttachmentContents | undefined,
): GivenBack {
  const words: string[] = [];
  const pictures: Content[] = [];
  const content = contentFor('assistant', whole);
  if (content.length === 0 && whole.length > 0) words.push(onlyShown);
  const hasWords = content.some(({ kind }) => kind === 'text');

  const attach = (part: Extract<ResultContent, { kind: 'image' | 'file' }>): void => {
    const pieces = attachmentContent(part, attachments);
    const shown = pieces.filter((piece) => piece.kind === 'image');
    const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []));
    if (texts.length > 0) words.push(shortened(texts.join('\n\n')));
    if (shown.length === 0) return;
    words.push(`[Picture ${part.name}: it follows the results.]`);
    pictures.push({ kind: 'text', text: `${part.name}, given back by ${tool}:`, isOfResult: true });
    for (const { url } of shown) pictures.push({ kind: 'image', url, isOfResult: true });
  };

  for (const each of content) {
    switch (each.kind) {
      case 'text':
      case 'link':
        words.push(resultText([each]));
        break;
      case 'structured':
        // Structured data only repeats the text beside it.
        if (!hasWords) words.push(each.json);
        break;
      case 'image':
        attach(each);
        break;
      case 'file':
        if (hasWords) words.push(`[File ${each.name} (${each.mediaType}) is attached.]`);
        else attach(each);
        break;
    }
  }
  return { text: words.filter((text) => text !== '').join('\n\n'), pictures };
}
