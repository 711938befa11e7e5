import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, type Chunk, type ToolCallDelta, type WireUsage } from './chunk.ts';

/** A tool call with its fragments joined. */
export interface ExpectedToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON as written by the model. */
  readonly arguments: string;
}

/** What a client that understood every chunk shows, stores and counts. */
export interface ExpectedAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ExpectedToolCall[];
  /** Null if no chunk had one. */
  readonly finishReason: string | null;
  /** The last one; null if no chunk had one. */
  readonly usage: WireUsage | null;
}

/** A recorded stream of a real server: see transcripts/README.md. */
export interface Transcript {
  readonly name: string;
  readonly chunks: readonly Chunk[];
  readonly expected: ExpectedAnswer;
}

/**
 * Separates inline reasoning from the text. Only a `<think>` at the very start counts (white space
 * before it is dropped). The tags are removed, and the text between them is kept unchanged. Line
 * ends right after `</think>` are dropped, because they only separate the two. Without a closing
 * tag, everything is reasoning.
 */
export function splitInlineThinking(content: string): { text: string; reasoning: string } {
  const open = /^\s*<think>/.exec(content);
  if (open === null) return { text: content, reasoning: '' };
  const inner = content.slice(open[0].length);
  const close = inner.indexOf('</think>');
  if (close < 0) return { text: '', reasoning: inner };
  return {
    reasoning: inner.slice(0, close),
    text: inner.slice(close + '</think>'.length).replace(/^[\r\n]+/, ''),
  };
}

function assembleToolCalls(deltas: readonly ToolCallDelta[]): readonly ExpectedToolCall[] {
  const calls: { key: number | string; id: string; name: string; arguments: string }[] = [];
  for (const delta of deltas) {
    const key = delta.index ?? delta.id;
    let call = key === undefined ? calls.at(-1) : calls.find((known) => known.key === key);
    if (call === undefined) {
      call = { key: key ?? calls.length, id: '', name: '', arguments: '' };
      calls.push(call);
    }
    call.id ||= delta.id ?? '';
    call.name ||= delta.function?.name ?? '';
    call.arguments += delta.function?.arguments ?? '';
  }
  return calls.map(({ key: _key, ...call }) => call);
}

/** Computes from the chunks alone, in the simplest way, what a client should make of them. */
export function expectedAnswer(chunks: readonly Chunk[]): ExpectedAnswer {
  const contents = chunks.map(contentOf);
  const split = splitInlineThinking(contents.map((content) => content.text).join(''));
  const choices = chunks.flatMap((chunk) => chunk.choices?.slice(0, 1) ?? []);
  const usages = chunks.map((chunk) => chunk.usage ?? chunk.x_groq?.usage ?? null);
  return {
    text: split.text,
    reasoning: contents.map((content) => content.reasoning).join('') + split.reasoning,
    toolCalls: assembleToolCalls(choices.flatMap((choice) => choice.delta?.tool_calls ?? [])),
    finishReason: choices.map((choice) => choice.finish_reason ?? null).findLast(Boolean) ?? null,
    usage: usages.findLast((usage) => usage !== null) ?? null,
  };
}

/** Reads every transcript, in order of name. Throws if a file is not JSON lines. */
export function loadTranscripts(): readonly Transcript[] {
  const folder = join(import.meta.dirname, 'transcripts');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
      const chunks = lines.map((line) => JSON.parse(line) as Chunk);
      return { name: file.replace(/\.jsonl$/, ''), chunks, expected: expectedAnswer(chunks) };
    });
}
