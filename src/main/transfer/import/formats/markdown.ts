import { createHash } from 'node:crypto';
import {
  columnIn,
  createFenceWatch,
  unescapedLine,
  headingOf,
  isReasoningStart,
  reasoningEnd,
  speakers,
  type MessageHead,
} from '../../transcript.ts';
import {
  joinPrompts,
  textPart,
  timeOf,
  type DraftConversation,
  type DraftNode,
  type DraftPart,
} from '../draft.ts';

// A transcript: messages under headings that name the speaker (`## You`, `### Assistant`), or after
// a bold name at the start of a line (`**User:**`). Front matter may contain title, date and model.

/** A line as written; `fenced`: part of a code block, where nothing is a mark. */
interface Line {
  readonly line: string;
  readonly fenced: boolean;
}

interface Section {
  readonly head: MessageHead;
  readonly lines: Line[];
}

interface FrontMatter {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

function unquoted(value: string): string {
  const text = value.trim();
  if (/^".*"$/s.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text);
      return typeof parsed === 'string' ? parsed : text;
    } catch {
      return text.slice(1, -1);
    }
  }
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}

function frontMatter(text: string): FrontMatter {
  const match = /^---\r?\n([\s\S]{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null) return { fields: new Map(), body: text };
  const fields = new Map<string, string>();
  for (const line of (match[1] ?? '').split(/\r?\n/)) {
    const field = /^([A-Za-z_-]{1,40}):[ \t]+(.*)$/s.exec(line);
    if (field !== null) fields.set((field[1] ?? '').toLowerCase(), unquoted(field[2] ?? ''));
  }
  return { fields, body: text.slice(match[0].length) };
}

/** Parses `**User:** text` or `**User**: text`. */
function boldHead(line: string): { readonly head: MessageHead; readonly text: string } | null {
  const match = /^\*\*([A-Za-z ]{2,20})(?::\*\*|\*\*:)[ \t]*(.*)$/s.exec(line);
  const role = speakers.get((match?.[1] ?? '').trim().toLowerCase());
  return role === undefined
    ? null
    : { head: { role, rest: '', column: null }, text: match?.[2] ?? '' };
}

function sectionsOf(body: string): {
  readonly before: readonly Line[];
  readonly sections: readonly Section[];
} {
  const before: Line[] = [];
  const sections: Section[] = [];
  const fences = createFenceWatch();
  for (const line of body.split(/\r?\n/)) {
    const fenced = fences.see(line);
    const heading = fenced ? null : headingOf(line);
    const bold = fenced || heading !== null ? null : boldHead(line);
    if (heading !== null) sections.push({ head: heading, lines: [] });
    else if (bold !== null)
      sections.push({ head: bold.head, lines: [{ line: bold.text, fenced: false }] });
    else (sections.at(-1)?.lines ?? before).push({ line, fenced });
  }
  return { before, sections };
}

/** True for a line that must be escaped to avoid being read as the head of a message. */
export function readsAsHead(line: string): boolean {
  return headingOf(line) !== null || boldHead(line) !== null;
}

/** Joins lines, without the backslashes that escaped them. */
function textOf(lines: readonly Line[]): string {
  return lines
    .map(({ line, fenced }) => (fenced ? line : unescapedLine(line, readsAsHead)))
    .join('\n')
    .trim();
}

/** Text and reasoning in order. Unclosed reasoning is text. */
function partsOf(lines: readonly Line[]): readonly DraftPart[] {
  const isStart = ({ line, fenced }: Line): boolean => !fenced && isReasoningStart(line.trim());
  const isEnd = ({ line, fenced }: Line): boolean => !fenced && line.trim() === reasoningEnd;
  const parts: DraftPart[] = [];
  let from = 0;
  let start: number | null = null;
  for (const [at, line] of lines.entries()) {
    if (start === null) {
      if (isStart(line)) start = at;
    } else if (isEnd(line)) {
      parts.push(...textPart(textOf(lines.slice(from, start))));
      const reasoning = textOf(lines.slice(start + 1, at));
      if (reasoning !== '') parts.push({ kind: 'reasoning', text: reasoning });
      from = at + 1;
      start = null;
    }
  }
  return [...parts, ...textPart(textOf(lines.slice(from)))];
}

function timeIn(rest: string): number | undefined {
  return timeOf(
    /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/.exec(rest)?.[0],
  );
}

function modelIn(rest: string): string | undefined {
  const words = rest.split('·').map((word) => word.trim());
  return words
    .find((word) => word !== '' && timeIn(word) === undefined && columnIn(word) === null)
    ?.replaceAll(/\\([\\`*_[\]<>#|~&!])/g, '$1');
}

/** True if a text is a transcript: one speaker asks and another answers. */
export function isTranscript(text: string): boolean {
  const roles = new Set(sectionsOf(frontMatter(text).body).sections.map(({ head }) => head.role));
  return roles.has('user') || roles.has('assistant');
}

/** Reads a transcript. It has no id, so it is identified by its text. */
export function readTranscript(text: string, fileName: string): DraftConversation {
  const { fields, body } = frontMatter(text.replace(/^\ufeff/, ''));
  const { before, sections } = sectionsOf(body);
  const nodes: DraftNode[] = [];
  const prompts: string[] = [];
  /** The message that the next one follows, and the question whose answers stand side by side. */
  let last: string | null = null;
  let question: string | null = null;
  for (const { head, lines } of sections) {
    const parts = partsOf(lines);
    if (head.role === 'system') {
      prompts.push(textOf(lines));
      continue;
    }
    const column = head.role === 'assistant' ? head.column : null;
    const isBeside = column !== null && column.number > 1 && question !== null;
    const id = String(nodes.length);
    if (!isBeside) question = column === null ? null : last;
    const model = modelIn(head.rest) ?? (column === null ? fields.get('model') : undefined);
    nodes.push({
      id,
      parentId: isBeside ? question : last,
      role: head.role,
      parts,
      time: timeIn(head.rest),
      model: head.role === 'assistant' ? model : undefined,
    });
    if (!isBeside || column.isChosen) last = id;
  }
  const heading = before
    .map(({ line }) => /^#[ \t]+(\S.*)/s.exec(line)?.[1])
    .find((title) => title !== undefined);
  return {
    kind: 'draft',
    source: 'markdown',
    sourceId: `sha256-${createHash('sha256').update(text).digest('hex')}`,
    title: fields.get('title') ?? heading ?? (fileName.replace(/\.[A-Za-z0-9]{1,10}$/, '') || null),
    createdAt: timeOf(fields.get('created') ?? fields.get('date')) ?? null,
    updatedAt: timeOf(fields.get('updated')) ?? null,
    systemPrompt: joinPrompts(prompts),
    model: fields.get('model') ?? null,
    leafId: last,
    nodes,
    broken: 0,
  };
}
