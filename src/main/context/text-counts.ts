import { estimateTokenCount } from 'tokenx';
import type { TokenFactors } from '../../shared/model/context/token-factors.ts';

/** Rough counts by script, of tokens or of characters. */
export type ScriptCounts = TokenFactors;

/** The counts of nothing. */
export const noCounts: ScriptCounts = { latin: 0, letters: 0, characters: 0, code: 0, tools: 0 };

const characters =
  /[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud88f][\udc00-\udfff]/gu;
const symbols = /[!-&(-+/:-@[-`{-~]/gu;
const foreignLetters = /[^\P{L}\p{Script=Latin}]/gu;

/** A line with this share of symbols is code. */
const codeShare = 0.08;
/** A line with this share of letters that are not Latin belongs to their script. */
const letterShare = 0.3;

function matches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function scriptOf(line: string): 'latin' | 'letters' | 'code' {
  const length = line.trim().length;
  if (matches(line, symbols) > length * codeShare) return 'code';
  return matches(line, foreignLetters) > length * letterShare ? 'letters' : 'latin';
}

/** Counts a text by its lines. Blank lines belong to the line before. */
export function countText(text: string): ScriptCounts {
  const parts = { latin: '', letters: '', code: '' };
  let count = 0;
  let last: keyof typeof parts = 'latin';
  for (const line of text.split('\n')) {
    count += matches(line, characters);
    const others = line.replaceAll(characters, ' ');
    if (others.trim() !== '') last = scriptOf(others);
    parts[last] += `${others}\n`;
  }
  return {
    latin: estimateTokenCount(parts.latin),
    letters: estimateTokenCount(parts.letters),
    code: estimateTokenCount(parts.code),
    characters: count,
    tools: 0,
  };
}

/** Adds counts up. */
export function addCounts(a: ScriptCounts, b: ScriptCounts): ScriptCounts {
  return {
    latin: a.latin + b.latin,
    letters: a.letters + b.letters,
    characters: a.characters + b.characters,
    code: a.code + b.code,
    tools: a.tools + b.tools,
  };
}
