import { attachmentsOf, mediaOf } from '../../shared/model/conversation-views.ts';
import type { AttachmentPart, Message, Part } from '../../shared/model/conversation.ts';
import type { Content } from '../wire/protocol.ts';
import { partsOfPages, type PagesContent } from './page-parts.ts';

/** An attachment as a model gets it. `unreadable`: it contains nothing that a model could read. */
export type AttachmentContent =
  | { readonly kind: 'image'; /** A data: address. */ readonly url: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Set for the text of a web page, without its markup. */
      readonly isOfPage?: true;
    }
  | PagesContent
  /** `not_drawn_here`: the pages are pictures, and this program cannot draw them. */
  | { readonly kind: 'missing' | 'unreadable' | 'not_drawn_here' };

/** Reads an attachment. Never rejects. */
export type LoadAttachment = (part: AttachmentPart) => Promise<AttachmentContent>;

/** Contents of attachments by {@link contentKey}. */
export type AttachmentContents = ReadonlyMap<string, AttachmentContent>;

/**
 * The cache key of an attachment's content. It includes the encoding, because the same bytes read
 * differently under another one.
 */
export function contentKey(part: AttachmentPart): string {
  const encoding = part.kind === 'file' ? (part.encoding ?? '') : '';
  return `${part.attachment} ${part.mediaType} ${encoding}`;
}

/**
 * The attachments of a result to read. A file beside text is only named, because the text may be an
 * excerpt of it.
 */
function readOfResult(part: Extract<Part, { kind: 'tool_result' }>): readonly AttachmentPart[] {
  const hasWords = part.content.some(({ kind }) => kind === 'text');
  return mediaOf({ parts: [part] }).filter(({ kind }) => kind === 'image' || !hasWords);
}

function readOf(message: Message): readonly AttachmentPart[] {
  if (message.role === 'user') return attachmentsOf(message);
  return message.parts.flatMap((part) => (part.kind === 'tool_result' ? readOfResult(part) : []));
}

/**
 * Reads each attachment of the request once, including those of tool results; `known` are already
 * read. When `signal` is aborted, returns what has been read so far.
 */
export async function loadAttachments(
  path: readonly Message[],
  load: LoadAttachment,
  signal: AbortSignal,
  known: AttachmentContents = new Map(),
): Promise<AttachmentContents> {
  const contents = new Map(known);
  const stopped = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  for (const message of path) {
    for (const part of readOf(message)) {
      if (signal.aborted) return contents;
      const key = contentKey(part);
      if (contents.has(key)) continue;
      // A long PDF takes seconds, and Stop must not wait for it.
      const content = await Promise.race([load(part), stopped]);
      if (content === null) return contents;
      contents.set(key, content);
    }
  }
  return contents;
}

function textHead(
  { name, origin }: AttachmentPart,
  { isOfPage }: { readonly isOfPage?: true },
): string {
  const from = origin === undefined ? '' : ` (${origin})`;
  return isOfPage === true
    ? `File ${name}${from}, the text of the page without its markup`
    : `File ${name}${from}`;
}

/** Converts an attachment to the contents that are sent for it. */
export function attachmentContent(
  part: AttachmentPart,
  contents: AttachmentContents | undefined,
): readonly Content[] {
  const content = contents?.get(contentKey(part)) ?? { kind: 'missing' };
  switch (content.kind) {
    case 'image':
      return [{ kind: 'image', url: content.url }];
    case 'text':
      return [{ kind: 'text', text: `${textHead(part, content)}:\n\n${content.text}` }];
    case 'pages':
      return partsOfPages(part.name, content);
    case 'missing':
      return [{ kind: 'text', text: `[${part.name} is no longer available]` }];
    case 'unreadable':
      return [{ kind: 'text', text: `[${part.name} is a file that cannot be read as text]` }];
    case 'not_drawn_here':
      return [
        {
          kind: 'text',
          text: `[${part.name} was scanned and holds no text; its pages are only drawn in Parley's window]`,
        },
      ];
  }
}
