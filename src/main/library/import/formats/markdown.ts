import { createHash } from 'node:crypto';
import {
  createFenceWatch,
  headingOf,
  reasoningEnd,
  reasoningStart,
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

// A transcript: messages under headings that name the speaker (`## You`, `### Assistant`), or after a
// bold name at the start of a line (`**User:**`). Front matter may tell title, date and model.

interface Section {
  readonly head: MessageHead;
  readonly lines: string[];
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
    const field = /^([A-Za-z_-]{1,40}):[ \t]+(.*)$/.exec(line);
    if (field !== null) fields.set((field[1] ?? '').toLowerCase(), unquoted(field[2] ?? ''));
  }
  return { fields, body: text.slice(match[0].length) };
}

/** `**User:** text` or `**User**: text`. */
function boldHead(line: string): { readonly head: MessageHead; readonly text: string } | null {
  const match = /^\*\*([A-Za-z ]{2,20})(?::\*\*|\*\*:)[ \t]*(.*)$/.exec(line);
  const role = speakers.get((match?.[1] ?? '').trim().toLowerCase());
  return role === undefined ? null : { head: { role, rest: '' }, text: match?.[2] ?? '' };
}

function sectionsOf(body: string): {
  readonly before: readonly string[];
  readonly sections: readonly Section[];
} {
  const before: string[] = [];
  const sections: Section[] = [];
  const fences = createFenceWatch();
  for (const line of body.split(/\r?\n/)) {
    const fenced = fences.see(line);
    const heading = fenced ? null : headingOf(line);
    const bold = fenced || heading !== null ? null : boldHead(line);
    if (heading !== null) sections.push({ head: heading, lines: [] });
    else if (bold !== null) sections.push({ head: bold.head, lines: [bold.text] });
    else (sections.at(-1)?.lines ?? before).push(unescapedHeading(line, fenced));
  }
  return { before, sections };
}

/** Our own transcripts put a backslash before a line that would read as the next speaker. */
function unescapedHeading(line: string, fenced: boolean): string {
  if (fenced || !line.startsWith('\\')) return line;
  const plain = line.slice(1);
  return headingOf(plain) !== null || boldHead(plain) !== null ? plain : line;
}

/** True for a line of a text that has to be escaped, or it would be taken for the head of a message. */
export function readsAsHead(line: string): boolean {
  return headingOf(line) !== null || boldHead(line) !== null;
}

function partsOf(lines: readonly string[]): readonly DraftPart[] {
  const text = lines.join('\n').trim();
  if (!text.startsWith(reasoningStart)) return textPart(text);
  const end = text.indexOf(`\n${reasoningEnd}`);
  if (end === -1) return textPart(text);
  const reasoning = text.slice(reasoningStart.length, end).trim();
  const rest = text.slice(end + reasoningEnd.length + 1).trim();
  return [
    ...(reasoning === '' ? [] : [{ kind: 'reasoning' as const, text: reasoning }]),
    ...textPart(rest),
  ];
}

function timeIn(rest: string): number | undefined {
  return timeOf(
    /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/.exec(rest)?.[0],
  );
}

function modelIn(rest: string): string | undefined {
  const words = rest.split('·').map((word) => word.trim());
  return words.find((word) => word !== '' && timeIn(word) === undefined);
}

/** True if a text is a transcript: somebody asks and somebody answers. */
export function isTranscript(text: string): boolean {
  const roles = new Set(sectionsOf(frontMatter(text).body).sections.map(({ head }) => head.role));
  return roles.has('user') || roles.has('assistant');
}

/** Reads a transcript. Without ids of its own, its identity is its text. */
export function readTranscript(text: string, fileName: string): DraftConversation {
  const { fields, body } = frontMatter(text.replace(/^\ufeff/, ''));
  const { before, sections } = sectionsOf(body);
  const nodes: DraftNode[] = [];
  const prompts: string[] = [];
  for (const { head, lines } of sections) {
    const parts = partsOf(lines);
    if (head.role === 'system') {
      prompts.push(lines.join('\n').trim());
      continue;
    }
    nodes.push({
      id: String(nodes.length),
      parentId: nodes.at(-1)?.id ?? null,
      role: head.role,
      parts,
      time: timeIn(head.rest),
      model: head.role === 'assistant' ? (modelIn(head.rest) ?? fields.get('model')) : undefined,
    });
  }
  const heading = before
    .map((line) => /^#[ \t]+(.+)$/.exec(line)?.[1])
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
    leafId: nodes.at(-1)?.id ?? null,
    nodes,
    broken: 0,
  };
}
