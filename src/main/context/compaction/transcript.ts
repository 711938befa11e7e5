import type { Message } from '../../../shared/model/conversation.ts';
import type { AttachmentContents } from '../../turns/attachment-contents.ts';
import { buildMessages } from '../../turns/question.ts';
import type { Content, QuestionMessage } from '../../wire/protocol.ts';

/** The longest text of one message, attachment or result that is summarised (UTF-16 code units). */
const longestPiece = 8000;

function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // The request is usually at the beginning and the outcome at the end.
  const half = Math.floor(longest / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[… ${String(left)} characters left out …]\n${text.slice(-half)}`;
}

function contentText(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'image':
      return '[A picture]';
    case 'foreign':
      return '';
  }
}

function piecesOf(message: QuestionMessage, longest: number): readonly string[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return message.contents
        .map(contentText)
        .filter((text) => text !== '')
        .map((text) => `The person:\n${shortened(text, longest)}`);
    case 'assistant': {
      const said = message.text === '' ? [] : [`The model:\n${shortened(message.text, longest)}`];
      const calls = message.calls.map(
        ({ name, arguments: args }) =>
          `The model called ${name} with:\n${shortened(args, longest)}`,
      );
      return [...said, ...calls];
    }
    case 'tool':
      return [`The tool gave back:\n${shortened(message.text, longest)}`];
  }
}

/**
 * The messages of a path in words, a piece for each thing that was said. `maxTokens`: what a request
 * may hold of them; no piece is longer in characters.
 */
export function transcriptOf(
  path: readonly Message[],
  contents: AttachmentContents,
  maxTokens: number,
): readonly string[] {
  const longest = Math.max(200, Math.min(longestPiece, maxTokens));
  const messages = buildMessages(path, '', { attachments: contents });
  // After an answer, the builder adds a question that nobody asked.
  const said = path.at(-1)?.role === 'assistant' ? messages.slice(0, -1) : messages;
  return said.flatMap((message) => piecesOf(message, longest));
}

/** Joins pieces to parts, each of which takes at most this many tokens. */
export function partsOf(
  pieces: readonly string[],
  maxTokens: number,
  tokensOf: (text: string) => number,
): readonly string[] {
  const parts: string[][] = [];
  let tokens = 0;
  for (const piece of pieces) {
    const more = tokensOf(piece);
    const last = parts.at(-1);
    if (last === undefined || tokens + more > maxTokens) {
      parts.push([piece]);
      tokens = more;
    } else {
      last.push(piece);
      tokens += more;
    }
  }
  return parts.map((part) => part.join('\n\n'));
}
