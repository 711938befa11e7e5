import type { News } from '../../shared/model/news.ts';
import { withheldFields, type Needs, type Withheld } from './needs.ts';
import { limitFields, refusedParameters, type SentParameters } from './refused-parameters.ts';

/** What was sent, as far as a refusal can refer to it. */
export interface Offered {
  /** Original names by the names that were sent, in the order sent. */
  readonly names: ReadonlyMap<string, string>;
  /** See {@link Needs.leftOut}. */
  readonly marks: readonly string[];
  readonly parameters: SentParameters;
  /** Fields that can be withheld. */
  readonly fields?: readonly Withheld[];
}

/** Requirements of the server that a refusal reveals. */
export interface Lesson {
  readonly needs: Needs;
  /** News for the person, without provider and model. */
  readonly news: readonly (
    | { readonly kind: 'tools_left_out'; readonly tools: readonly string[] }
    | { readonly kind: 'tools_refused' }
    | { readonly kind: 'parameter_refused'; readonly field: string }
  )[];
}

/**
 * Matches refusals of all tools by Ollama, OpenRouter, vLLM and llama.cpp (which require a flag),
 * Gemini's smaller models, and servers that do not know the field.
 */
const noTools =
  /(?:does not|doesn't|do not|not) (?:currently )?support(?:ed)?[^.]{0,24}\b(?:tools?\b(?! ?_?choice)|tool[ _-](?:use|call)|function[ _-]?call)|no endpoints found that support tool use|\b(?:tools?|tool use|tool calling|function calling)\b[`'"]? (?:is|are) (?:not|un)[ -]?(?:supported|enabled|available|allowed)|tool choice requires --enable-auto-tool-choice|tools param requires --jinja|(?:unrecognized|unknown|unexpected|unsupported|extra)[^.]{0,40}(?:argument|field|parameter|propert|input)[^.]{0,24}[`'": ]tools\b(?![.[])|(?:^|[\s"'`.])tools: extra inputs/;

const anyToolOf = (words: string): boolean => /tools?|function/.test(words);

/**
 * Returns the indexes that a refusal mentions: of function declarations if any, otherwise of tools.
 */
function numbersIn(words: string): readonly number[] {
  const declared = [...words.matchAll(/function_?declarations[.[]+(\d{1,4})/g)];
  const found = declared.length > 0 ? declared : [...words.matchAll(/\btools[.[]+(\d{1,4})/g)];
  return found.map(([, number]) => Number(number));
}

/** How far before a tool's name a refusal may say that it names a tool, in UTF-16 code units. */
const longestLead = 60;
const wordCharacter = /[\w-]/;

/** True if the text mentions a tool by its whole name, shortly after saying that it is one. */
function isNamed(words: string, name: string): boolean {
  if (name.length < 3) return false;
  const plain = name.toLowerCase();
  for (let at = words.indexOf(plain); at !== -1; at = words.indexOf(plain, at + 1)) {
    const isWhole =
      !wordCharacter.test(words.charAt(at - 1)) &&
      !wordCharacter.test(words.charAt(at + plain.length));
    const lead = words.slice(Math.max(0, at - longestLead - 'function'.length), at);
    const clause = lead.slice(lead.lastIndexOf('.') + 1);
    if (isWhole && /function|tool|schema/.test(clause)) return true;
  }
  return false;
}

/** Returns the indexes of the tools that a refusal complains about. */
function refusedTools(words: string, { names }: Pick<Offered, 'names'>): readonly number[] {
  const numbers = numbersIn(words).filter((number) => number < names.size);
  if (numbers.length > 0) return [...new Set(numbers)];
  if (!/schema|parameter|invalid|name|description/.test(words)) return [];
  return [...names.keys()].flatMap((name, at) => (isNamed(words, name) ? [at] : []));
}

/** Matches refusals of reasoning items that were sent back to the Responses API. */
const badReasoningItem =
  /encrypted[ _]content[^.]{0,80}(?:verified|decrypted)|invalid_encrypted_content|required following item|item with id [`'"]rs_[^.]{0,120}not found/;

/** Reads what a refusal says about opaque fields and call ids; null if nothing. */
function aboutHistory(words: string, needs: Needs): Partial<Needs> | null {
  if (/thought.?signature/.test(words)) {
    const isWrong = /invalid|corrupted|not valid/.test(words) && !/missing/.test(words);
    if (isWrong) return needs.signatures === 'replaced' ? null : { signatures: 'replaced' };
    // Only Gemini has such signatures, so its schema subset is required as well.
    return needs.signatures === 'returned' ? { signatures: 'filled', schemas: 'gemini' } : null;
  }
  if (badReasoningItem.test(words)) {
    return needs.reasoning === 'nowhere' ? null : { reasoning: 'nowhere' };
  }
  if (/reasoning_content/.test(words)) {
    const isMissed = /passed back|missing|must be (?:provided|present|included)|required/.test(
      words,
    );
    if (isMissed) return needs.reasoning === 'everywhere' ? null : { reasoning: 'everywhere' };
    return needs.reasoning === 'nowhere' ? null : { reasoning: 'nowhere' };
  }
  if (/tool.?call.?id[^]{0,80}length of 9/.test(words)) {
    return needs.callIds === 'nine' ? null : { callIds: 'nine' };
  }
  return null;
}

/**
 * Reads which field of the Responses API a refusal is about; null if it is about none. A model that
 * does not reason takes neither field of reasoning.
 */
function aboutFields(
  words: string,
  { withheld }: Needs,
  sent: readonly Withheld[],
): Pick<Needs, 'withheld'> | null {
  if (sent.length === 0) return null;
  const isEncrypted = /encrypted[ _.]content|['"`]include['"`]|\binclude: extra/.test(words);
  const isSummary = /reasoning[._]summary|reasoning summar/.test(words);
  const isReasoning = /['"`]reasoning['"`]|\breasoning: extra/.test(words);
  const isOfModel = /with this model|for this model|by this model/.test(words);
  const isStore =
    /(?:parameter|field|argument|input)s?[^.]{0,20}['"`]store['"`]|\bstore: extra/.test(words);
  const refused: Withheld[] = [];
  if (isSummary || isReasoning || (isEncrypted && isOfModel)) refused.push('summary');
  if (isEncrypted || isReasoning || (isSummary && isOfModel)) refused.push('encrypted');
  if (isStore) refused.push('store');
  const all = withheldFields.filter(
    (each) => withheld.includes(each) || (refused.includes(each) && sent.includes(each)),
  );
  return all.length > withheld.length ? { withheld: all } : null;
}

/** Gemini's own term for tools. */
const geminiTools = /function_?declarations/;

/** Reads what a refusal says about tools; null if nothing. */
function aboutTools(words: string, needs: Needs, offered: Offered): Lesson | null {
  if (offered.names.size === 0 || !anyToolOf(words)) return null;
  if (geminiTools.test(words) && needs.schemas === 'whole') {
    return { needs: { ...needs, schemas: 'gemini' }, news: [] };
  }
  if (noTools.test(words)) {
    return { needs: { ...needs, refusesTools: true }, news: [{ kind: 'tools_refused' }] };
  }
  // Complaints about signatures and message order mention tools as well.
  if (/signature|tool_call_id|tool_call_ids|tool_use ids/.test(words)) return null;
  const refused = refusedTools(words, offered);
  if (refused.length === 0) return null;
  const titles = [...offered.names.values()];
  return {
    needs: {
      ...needs,
      leftOut: [...needs.leftOut, ...refused.map((at) => offered.marks[at] ?? '')],
    },
    news: [{ kind: 'tools_left_out', tools: refused.map((at) => titles[at] ?? '') }],
  };
}

/** Reads what a refusal says about parameters; null if nothing. */
function aboutParameters(words: string, needs: Needs, { parameters }: Offered): Lesson | null {
  const refused = refusedParameters(words, parameters);
  if (refused.length === 0) return null;
  const all = [...needs.refusedParameters, ...refused];
  const hasNoLimit = limitFields.every((name) => all.some(({ field }) => field === name));
  const isRenamed = (field: string): boolean =>
    !hasNoLimit && limitFields.some((name) => name === field);
  return {
    needs: { ...needs, refusedParameters: all },
    news: refused
      .filter(({ field }) => !isRenamed(field))
      .map(({ field }) => ({ kind: 'parameter_refused', field })),
  };
}

/** Reads new requirements from the lower-case text of a refusal; null if there are none. */
export function lessonOf(words: string, needs: Needs, offered: Offered): Lesson | null {
  if (words === '') return null;
  const history = aboutHistory(words, needs) ?? aboutFields(words, needs, offered.fields ?? []);
  if (history !== null) return { needs: { ...needs, ...history }, news: [] };
  return aboutTools(words, needs, offered) ?? aboutParameters(words, needs, offered);
}

/** Returns the news about a lesson. */
export function newsOf({ news }: Lesson, provider: string, model: string): readonly News[] {
  return news.map((each) => ({ ...each, provider, model }));
}
