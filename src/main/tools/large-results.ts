import { estimateTokenCount } from 'tokenx';
import { contentFor, resultText } from '../../shared/model/conversation-views.ts';
import type { AttachmentPart, ResultContent } from '../../shared/model/conversation.ts';
import { minResultTokens } from './deferral/budgets.ts';
import { leftOutNote } from './for-model.ts';
import type { FilesPort, ToolOutput } from './ports.ts';

/** Stores the files of one conversation's results and reads attachments. */
export interface ResultFiles extends Pick<FilesPort, 'readText'> {
  keep(
    bytes: Uint8Array,
    named: { readonly name: string; readonly mediaType: string },
  ): Promise<AttachmentPart>;
}

/** The files port for the results of one conversation. */
export function resultFilesOf(files: FilesPort, conversationId: string): ResultFiles {
  return {
    keep: (bytes, named) => files.keep(bytes, named, conversationId),
    readText: (part) => files.readText(part),
  };
}

/** The longest structured data stored in the conversation's file, in UTF-16 code units. */
const longestStructured = 100_000;
/** How a whole result is stored. */
const resultFile = { name: 'result.txt', mediaType: 'text/plain' };
/** Shares of the budget. The rest is for the note between the two parts. */
const headShare = 0.7;
const tailShare = 0.2;
/** The sample size for estimates of long texts, because estimating a huge text would block main. */
const sampled = 200_000;

/** Estimates the tokens of a text; for a huge text, extrapolates from its beginning. */
export function tokensOf(text: string): number {
  if (text.length <= sampled) return estimateTokenCount(text);
  return Math.ceil((estimateTokenCount(text.slice(0, sampled)) / sampled) * text.length);
}

/** Moves an end so that it does not split a surrogate pair. */
export function soundEnd(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return end < text.length && code >= 0xd8_00 && code <= 0xdb_ff ? end - 1 : end;
}

/** Returns the name of a stored result for the model. */
export function resultIdOf(attachment: string): string {
  return attachment.slice(0, 12);
}

function shortened(text: string, tokens: number, most: number, id: string): string {
  const fits = Math.floor((text.length * most) / tokens);
  const headEnd = soundEnd(text, Math.floor(fits * headShare));
  const tailStart = soundEnd(text, text.length - Math.floor(fits * tailShare));
  const left = leftOutNote(tailStart - headEnd, id, headEnd);
  return `${text.slice(0, headEnd)}\n\n${left}\n\n${text.slice(tailStart)}`;
}

/**
 * Removes huge structured data if there is a text, which it repeats; otherwise turns them into the
 * text.
 */
function withoutHugeData(content: readonly ResultContent[]): readonly ResultContent[] {
  const hasText = content.some(({ kind }) => kind === 'text');
  return content.flatMap((each): readonly ResultContent[] => {
    if (each.kind !== 'structured' || each.json.length <= longestStructured) return [each];
    return hasText ? [] : [{ kind: 'text', text: each.json }];
  });
}

/** A result that fits into a request, and what its text takes there. */
export interface FittedResult {
  readonly output: ToolOutput;
  readonly tokens: number;
}

/** The longest text for the person alone in the conversation's file, in UTF-16 code units. */
const longestShown = 100_000;

/** Stores long texts that only the person sees as files. */
async function withoutLongShown(
  content: readonly ResultContent[],
  files: ResultFiles,
): Promise<readonly ResultContent[]> {
  return Promise.all(
    content.map(async (each): Promise<ResultContent> => {
      if (each.kind !== 'text' || each.audience !== 'user' || each.text.length <= longestShown) {
        return each;
      }
      return { ...(await files.keep(Buffer.from(each.text), resultFile)), audience: 'user' };
    }),
  );
}

/** The only file of a result without words; the model gets its text. Null for other results. */
function loneFile(
  content: readonly ResultContent[],
): Extract<ResultContent, { kind: 'file' }> | null {
  const [only, ...others] = content.filter((each) => each.kind === 'file');
  const hasData = content.some(({ kind }) => kind === 'structured');
  return only === undefined || others.length > 0 || hasData ? null : only;
}

/**
 * Makes a result fit into a request. A longer result is stored as an attachment; the model gets its
 * beginning and end and can read the rest piece by piece. `room` returns the most tokens; it is not
 * asked about results that are always sent whole. What is for the person alone takes none.
 */
export async function fitResult(
  output: ToolOutput,
  files: ResultFiles,
  room: () => Promise<number>,
): Promise<FittedResult> {
  const content = await withoutLongShown(withoutHugeData(output.content), files);
  const forModel = contentFor('assistant', content);
  const said = resultText(forModel);
  const lone = said === '' ? loneFile(forModel) : null;
  const text = lone === null ? said : ((await files.readText(lone)) ?? '');
  const tokens = tokensOf(text);
  const most = tokens <= minResultTokens ? minResultTokens : await room();
  if (tokens <= most) return { output: { ...output, content }, tokens };
  const whole = lone ?? (await files.keep(Buffer.from(text), resultFile));
  const rest = content.filter(
    (each) =>
      each.kind === 'image' ||
      (each.kind === 'file' && each !== lone) ||
      (each.kind !== 'structured' && each.audience === 'user'),
  );
  const id = resultIdOf(whole.attachment);
  const given = shortened(text, tokens, most, id);
  return {
    output: { ...output, content: [{ kind: 'text', text: given }, whole, ...rest] },
    tokens: most,
  };
}
