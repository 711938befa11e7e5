import type { AttachmentPart, Part } from '../../../../shared/model/conversation.ts';
import { numberSources, type NumberedSources } from './source-numbers.ts';

type PartOf<K extends Part['kind']> = Extract<Part, { kind: K }>;

/** A visual block of an answer. `index` is the number of its first part. */
export type AnswerBlock =
  | { readonly kind: 'text'; readonly index: number }
  | {
      readonly kind: 'reasoning';
      readonly index: number;
      readonly part: PartOf<'reasoning'>;
      /** True if nothing has followed it yet. */
      readonly isLast: boolean;
    }
  | {
      readonly kind: 'pictures';
      readonly index: number;
      readonly pictures: readonly Extract<AttachmentPart, { kind: 'image' }>[];
    }
  | {
      readonly kind: 'files';
      readonly index: number;
      readonly files: readonly Extract<AttachmentPart, { kind: 'file' }>[];
    }
  | {
      readonly kind: 'call';
      readonly index: number;
      readonly call: PartOf<'tool_call'>;
      readonly results: readonly PartOf<'tool_result'>[];
    }
  /** The sources of the answer; always the last block. */
  | {
      readonly kind: 'sources';
      readonly index: number;
      readonly numbered: NumberedSources;
    }
  /** A result of which the call is not there. */
  | { readonly kind: 'result'; readonly index: number; readonly result: PartOf<'tool_result'> };

/** The index of the call for the result at `index`: the nearest earlier one with its id, or -1. */
function callOf(parts: readonly Part[], callId: string, index: number): number {
  return parts.findLastIndex(
    (part, at) => at < index && part.kind === 'tool_call' && part.callId === callId,
  );
}

/**
 * The visual blocks of an answer, in the order of its parts. Consecutive pictures share a row, and
 * so do files. The result of a call is shown with the call.
 */
export function answerBlocks(parts: readonly Part[]): readonly AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  const calls = new Map<number, PartOf<'tool_result'>[]>();
  for (const [index, part] of parts.entries()) {
    const last = blocks.at(-1);
    switch (part.kind) {
      case 'text':
        blocks.push({ kind: 'text', index });
        break;
      case 'reasoning':
        blocks.push({ kind: 'reasoning', index, part, isLast: index === parts.length - 1 });
        break;
      case 'image':
        if (last?.kind === 'pictures') {
          blocks[blocks.length - 1] = { ...last, pictures: [...last.pictures, part] };
        } else blocks.push({ kind: 'pictures', index, pictures: [part] });
        break;
      case 'file':
        if (last?.kind === 'files') {
          blocks[blocks.length - 1] = { ...last, files: [...last.files, part] };
        } else blocks.push({ kind: 'files', index, files: [part] });
        break;
      case 'tool_call': {
        const results: PartOf<'tool_result'>[] = [];
        calls.set(index, results);
        blocks.push({ kind: 'call', index, call: part, results });
        break;
      }
      case 'citation':
        break;
      case 'tool_result': {
        const results = calls.get(callOf(parts, part.callId, index));
        if (results === undefined) blocks.push({ kind: 'result', index, result: part });
        else results.push(part);
        break;
      }
    }
  }
  const numbered = numberSources(parts);
  if (numbered !== null) blocks.push({ kind: 'sources', index: parts.length, numbered });
  return blocks;
}
