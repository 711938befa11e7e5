import { extname } from 'node:path/posix';
import { t } from '../../../shared/language/translate.ts';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { AttachmentPart, Id } from '../../../shared/model/conversation.ts';
import { codedOf, type Coded } from '../../../shared/model/errors.ts';
import { extensionFor } from '../../disk/media-type.ts';
import type { AttachBytes, OfferedContent } from './ports.ts';

/** The most files that are taken of one prompt or resource. */
const maxFiles = 20;

/** The longest URI that is kept with an attachment, in UTF-16 code units. */
const longestOrigin = 4000;

type OfferedFile = Extract<OfferedContent, { readonly kind: 'file' }>;

/** Returns the last segment of a URI's path, decoded. */
function lastSegment(uri: string): string {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/iu, '').split(/[?#]/u)[0] ?? '';
  const last = path.split(/[/\\]/u).findLast((piece) => piece !== '') ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Returns a file name for a resource. Its extension decides how a text is read. */
export function fileNameOf(
  { uri, mediaType }: Pick<OfferedFile, 'uri' | 'mediaType'>,
  title: string,
): string {
  const last = lastSegment(uri);
  if (/^\.[\p{L}\p{N}]{1,12}$/u.test(extname(last))) return last;
  const type = mediaType.toLowerCase().split(';')[0]?.trim() ?? '';
  const isAddress = title === '' || /^[a-z][a-z0-9+.-]*:/iu.test(title);
  const base = (isAddress ? last : title.replaceAll(/[/\\]/gu, ' ').trim()) || t('file.unnamed');
  return `${base}${extensionFor(type) || (type === '' || type.startsWith('text/') ? '.txt' : '')}`;
}

/** Files stored for a message, and the errors of those that were not. */
export interface AttachedFiles {
  readonly parts: readonly AttachmentPart[];
  readonly problems: readonly Coded[];
}

/** Returns a URI that is safe to show; undefined if there is none. */
function originOf(uri: string): string | undefined {
  const clean = uri.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  return clean === '' || clean.length > longestOrigin ? undefined : clean;
}

/** Stores files, one after the other, so that a hundred pictures are not decoded all at once. */
export async function attachFiles(
  files: readonly OfferedFile[],
  options: {
    readonly server: string;
    readonly title: string;
    readonly attach: AttachBytes;
    readonly conversationId: Id | null;
    readonly signal: AbortSignal;
  },
): Promise<AttachedFiles> {
  const { server, title, attach, conversationId, signal } = options;
  const parts: AttachmentPart[] = [];
  const problems: Coded[] = [];
  for (const file of files.slice(0, maxFiles)) {
    signal.throwIfAborted();
    try {
      const part = await attach(file.bytes, fileNameOf(file, title), conversationId);
      const origin = originOf(file.uri);
      parts.push(origin === undefined ? part : { ...part, origin });
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      problems.push(codedOf(error.error));
    }
  }
  if (files.length > maxFiles)
    problems.push(codedOf(expected('offer_too_many_files', { server, most: maxFiles }).error));
  return { parts, problems };
}
