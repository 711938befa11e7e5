import { placeInCode } from './mark-place.ts';
import type { Pieces } from './pieces.ts';

/** `held`: more input is needed. `text`: these were not channels after all. */
export interface ReadChannels {
  readonly kind: 'held' | 'text';
  readonly text: string;
}

/**
 * Reads the channels of gpt-oss:
 * `<|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…`.
 */
export interface Channels {
  readonly read: (all: string, isEnd: boolean) => ReadChannels;
  /**
   * Whether text that starts with one of the tokens switches channels; null if that is not known
   * yet.
   */
  readonly isSwitch: (text: string, isEnd: boolean) => boolean | null;
}

/** Longest distance from a token to the channel's text (UTF-16 code units). */
const longestHeader = 300;

const messageToken = '<|message|>';
const bodyToken = /<\|(?:end|return|call|start|channel)\|>/gi;
const endToken = /^<\|(?:end|return|call)\|>/i;
const partToken = /<(?:\|[a-z]{0,9}(?:\|>?)?)?$/i;
const wholeSwitch =
  /^(?:<\|end\|>\s{0,9})?(?:<\|start\|>[a-z]{0,20}\s?)?<\|channel\|>[a-z]{1,20}[^<\n]{0,120}(?:<\|constrain\|>[a-z]{0,20}\s?)?<\|message\|>/i;
const partSwitch =
  /^(?:<\|end\|>\s{0,9})?(?:<\|start\|>[a-z]{0,20}\s?)?(?:<\|channel\|>[a-z]{0,20}[^<\n]{0,120}(?:<\|constrain\|>[a-z]{0,20}\s?)?)?(?:<(?:\|[a-z]{0,9}(?:\|>?)?)?)?$/i;

type Body = 'reasoning' | 'text' | { readonly id: string; readonly name: string };

/** Creates a reader that writes to `pieces`. */
export function createChannels(pieces: Pieces): Channels {
  let stage: 'gap' | 'header' | 'body' = 'gap';
  let body: Body = 'text';
  let calls = 0;
  /** Kinds of text seen so far; a second message of the same kind is set apart. */
  const came = new Set<Body>();
  let isApart = false;

  const begin = (header: string): void => {
    const channel = /<\|channel\|>\s*([a-z]+)/i.exec(header)?.[1]?.toLowerCase() ?? '';
    const tool = /\bto=(?:functions\.)?([^\s<]+)/.exec(header)?.[1];
    if (tool !== undefined) {
      calls += 1;
      body = { id: `channel_call_${String(calls)}`, name: tool };
      pieces.call(body.id, tool, '');
    } else {
      body = channel === 'analysis' ? 'reasoning' : 'text';
      isApart = came.has(body);
    }
    stage = 'body';
  };

  const write = (text: string): void => {
    if (text === '') return;
    if (typeof body === 'object') {
      pieces.call(body.id, body.name, text);
      return;
    }
    const apart = isApart ? '\n\n' : '';
    isApart = false;
    came.add(body);
    if (body === 'reasoning') pieces.reasoning(apart + text);
    else pieces.text(apart + text);
  };

  /** Returns what remains after the channel's text; null if everything was read or is held back. */
  const readBody = (all: string, isEnd: boolean): string | ReadChannels => {
    let from = 0;
    for (const { 0: token, index } of all.matchAll(bodyToken)) {
      write(all.slice(from, index));
      from = index;
      const after = all.slice(index + token.length);
      const inCode = body === 'text' ? placeInCode(pieces.watch(), after, isEnd) : false;
      if (inCode === null) return { kind: 'held', text: all.slice(index) };
      if (inCode) continue;
      stage = endToken.test(token) ? 'gap' : 'header';
      return stage === 'gap' ? after : all.slice(index);
    }
    const part = isEnd ? null : partToken.exec(all);
    const sure = part === null ? all.length : Math.max(from, part.index);
    write(all.slice(from, sure));
    return { kind: 'held', text: all.slice(sure) };
  };

  const readGap = (all: string, isEnd: boolean): string | ReadChannels => {
    const text = all.trimStart();
    if (text === '') return { kind: 'held', text: '' };
    const end = endToken.exec(text);
    if (end !== null) return text.slice(end[0].length);
    if (!isEnd && partToken.test(text) && text.length < 12) return { kind: 'held', text };
    if (/^<\|(?:start|channel)\|>/i.test(text)) stage = 'header';
    else begin('');
    return text;
  };

  const readHeader = (all: string, isEnd: boolean): string | ReadChannels => {
    const end = all.slice(0, longestHeader).indexOf(messageToken);
    if (end >= 0) {
      begin(all.slice(0, end));
      return all.slice(end + messageToken.length);
    }
    if (all.length < longestHeader && !isEnd) return { kind: 'held', text: all };
    stage = 'gap';
    return { kind: 'text', text: all };
  };

  return {
    read(all, isEnd) {
      const readers = { gap: readGap, header: readHeader, body: readBody };
      let rest = all;
      for (;;) {
        const read = readers[stage](rest, isEnd);
        if (typeof read !== 'string') return read;
        if (read === '') return { kind: 'held', text: '' };
        rest = read;
      }
    },
    isSwitch(text, isEnd) {
      if (wholeSwitch.test(text)) return true;
      return !isEnd && text.length < longestHeader && partSwitch.test(text) ? null : false;
    },
  };
}
