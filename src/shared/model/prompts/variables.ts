// `{{topic}}`, `{{topic = the weather}}`, `{{count: number = 3}}`, `{{tone: kind | short}}`,
// `{{polite: checkbox = Be polite.}}`, `{{day: date}}`, `{{letter: file}}`, `{{clipboard}}`,
// `{{selection}}`; a `?` after the name makes it optional; `{{date}}` is today; `\{{` is `{{`.

import { ownEntry } from '../../own-entry.ts';

/** What a variable is filled with. */
export type VariableKind =
  | { readonly kind: 'text' | 'number' | 'date' | 'file' | 'clipboard' | 'selection' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** `text` is put in if it is ticked. */
  | { readonly kind: 'checkbox'; readonly text: string };

/** A variable of a prompt. */
export interface Variable {
  readonly name: string;
  readonly of: VariableKind;
  readonly isOptional: boolean;
  /** What it is filled with at first; '' for nothing. A ticked checkbox is {@link ticked}. */
  readonly initial: string;
}

/** The value of a ticked checkbox. */
export const ticked = 'on';

/** The most variables. What follows stays text. */
export const maxVariables = 50;

/** The longest filled text (UTF-16 code units). A value can be long, and occur many times. */
export const longestFilled = 2_000_000;

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'today' };

/** A text with variables, read. */
export interface Template {
  readonly pieces: readonly Piece[];
  /** Each once, in the order of the text. */
  readonly variables: readonly Variable[];
  /** Kinds that do not exist; their variables stay text. */
  readonly unknownKinds: readonly string[];
}

const mark =
  /(?<escape>\\)?\{\{\s*(?<name>[\p{L}_][\p{L}\p{M}\p{N}_ -]{0,99}?)(?<optional>\?)?\s*(?::(?<kind>[^{}=]*))?(?:=(?<initial>[^{}]*))?\}\}/gu;

const plainKinds = ['text', 'number', 'date', 'file', 'clipboard', 'selection'] as const;
/** Names that say what they are filled with. */
const ownKinds = ['clipboard', 'selection'] as const;

function kindOf(name: string, kind: string, initial: string): VariableKind | null {
  const word = kind.trim().toLowerCase();
  if (kind.includes('|')) {
    const options = kind.split('|').map((option) => option.trim());
    return { kind: 'choice', options: [...new Set(options)].filter(Boolean) };
  }
  if (word === 'checkbox') return { kind: 'checkbox', text: initial };
  const plain = plainKinds.find((each) => each === word);
  if (plain !== undefined) return { kind: plain };
  if (word !== '') return null;
  return { kind: ownKinds.find((each) => each === name.toLowerCase()) ?? 'text' };
}

/** Whether a field of such a variable can show this value. */
export function canHold(of: VariableKind, value: string): boolean {
  switch (of.kind) {
    case 'number':
      return /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?$/iu.test(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value));
    case 'choice':
      return of.options.includes(value);
    case 'checkbox':
      return value === ticked || value === '';
    case 'text':
    case 'file':
    case 'clipboard':
    case 'selection':
      return true;
  }
}

function initialOf(of: VariableKind, initial: string, isOptional: boolean): string {
  switch (of.kind) {
    case 'text':
    case 'number':
    case 'date':
      return canHold(of, initial) ? initial : '';
    case 'choice':
      if (canHold(of, initial)) return initial;
      return isOptional ? '' : (of.options[0] ?? '');
    case 'checkbox':
    case 'file':
    case 'clipboard':
    case 'selection':
      return '';
  }
}

/** Whether a `{{…}}` stands for today. */
const isToday = (name: string, kind: string | undefined): boolean =>
  kind === undefined && name.toLowerCase() === 'date';

/** Reads a text with variables. What is no variable stays text. */
export function readTemplate(text: string): Template {
  const pieces: Piece[] = [];
  const variables = new Map<string, Variable>();
  const unknownKinds: string[] = [];
  let end = 0;
  const addText = (until: number): void => {
    if (until > end) pieces.push({ kind: 'text', text: text.slice(end, until) });
  };
  for (const { index, 0: whole, groups = {} } of text.matchAll(mark)) {
    const { escape, name = '', optional, kind, initial = '' } = groups;
    if (escape !== undefined) {
      addText(index);
      end = index + 1;
      continue;
    }
    const of = kindOf(name, kind ?? '', initial.trim());
    if (of === null || (of.kind === 'choice' && of.options.length === 0)) {
      unknownKinds.push((kind ?? '').trim());
      continue;
    }
    const isKnown = variables.has(name);
    if (!isToday(name, kind) && !isKnown && variables.size === maxVariables) continue;
    addText(index);
    end = index + whole.length;
    if (isToday(name, kind)) {
      pieces.push({ kind: 'today' });
      continue;
    }
    pieces.push({ kind: 'variable', name });
    if (isKnown) continue;
    const isOptional = optional !== undefined || of.kind === 'checkbox';
    variables.set(name, {
      name,
      of,
      isOptional,
      initial: initialOf(of, initial.trim(), isOptional),
    });
  }
  addText(text.length);
  return { pieces, variables: [...variables.values()], unknownKinds };
}

/**
 * Puts values in the place of the variables, and the day (YYYY-MM-DD) in that of `{{date}}`. Null if
 * the text would be longer than {@link longestFilled}.
 */
export function fillTemplate(
  { pieces, variables }: Template,
  values: Readonly<Record<string, string>>,
  today: string,
): string | null {
  const kinds = new Map(variables.map(({ name, of }) => [name, of]));
  const valueOf = (name: string): string => {
    const value = ownEntry(values, name) ?? '';
    const of = kinds.get(name);
    return of?.kind === 'checkbox' ? (value === ticked ? of.text : '') : value;
  };
  const textOf = (piece: Piece): string => {
    switch (piece.kind) {
      case 'text':
        return piece.text;
      case 'today':
        return today;
      case 'variable':
        return valueOf(piece.name);
    }
  };
  let filled = '';
  for (const piece of pieces) {
    filled += textOf(piece);
    if (filled.length > longestFilled) return null;
  }
  return filled;
}

/** Whether the value of such a variable is remembered: what it was filled with by hand. */
export function isRemembered({ kind }: VariableKind): boolean {
  return kind === 'text' || kind === 'number' || kind === 'choice' || kind === 'checkbox';
}

const today = /(?<escape>\\)?\{\{\s*date\s*\}\}/giu;

/** Whether a text names today. */
export function namesToday(text: string): boolean {
  return [...text.matchAll(today)].some(({ groups }) => groups?.['escape'] === undefined);
}

/** Puts the day (YYYY-MM-DD) in the place of each `{{date}}`; everything else stays as it is. */
export function withToday(text: string, day: string): string {
  return text.replaceAll(today, (whole, escape: string | undefined) =>
    escape === undefined ? day : whole.slice(1),
  );
}

/** Makes every `{{date}}` of a text that is no template survive {@link withToday}. */
export function withLiteralBraces(text: string): string {
  return text.replaceAll(/\{\{\s*date\s*\}\}/giu, (whole) => `\\${whole}`);
}
