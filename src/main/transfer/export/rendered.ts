import { performance } from 'node:perf_hooks';
import { toHtml } from 'hast-util-to-html';
import { phrases, t } from '../../../shared/language/translate.ts';
import type { Confined } from '../../confined/confined.ts';
import type { MarkdownText } from '../../confined/kinds.ts';
import { preformatted } from '../../markup/preformatted.ts';

/** The HTML of texts, by their id prefix. */
export interface Rendered {
  readonly html: ReadonlyMap<string, string>;
  /** How many texts took too long to render and appear as written. */
  readonly asPlainText: number;
}

/** Time limits of rendering. */
export interface RenderLimits {
  /** For one text. */
  readonly deadlineMs: number;
  /** In total for texts that take too long; beyond this, each gets only a short time. */
  readonly maxLostMs: number;
}

export const exportLimits: RenderLimits = { deadlineMs: 5000, maxLostMs: 30_000 };
/** For copying: a person is waiting. */
export const copyLimits: RenderLimits = { deadlineMs: 3000, maxLostMs: 6000 };

const memoryBytes = 768 * 1024 ** 2;
/** Time limit per text once the total is used up (ms). */
const shortestMs = 500;
/** Time limit for starting the process and its libraries, which no text is to blame for (ms). */
const startMs = 60_000;
/**
 * Limits on the texts sent to the process together: their number, and their length in UTF-16 code
 * units.
 */
const maxTogether = 200;
const longestTogether = 200_000;

/** A text as written, with a line that says why. */
export function asWritten(text: string): string {
  const why = toHtml({
    type: 'element',
    tagName: 'p',
    properties: { className: ['ending'] },
    children: [{ type: 'text', value: t('export.as_written') }],
  });
  return `${why}${toHtml(preformatted(text))}`;
}

function groupsOf(texts: readonly MarkdownText[]): readonly (readonly MarkdownText[])[] {
  const groups: MarkdownText[][] = [];
  let length = 0;
  for (const each of texts) {
    const last = groups.at(-1);
    length += each.text.length;
    if (last === undefined || last.length >= maxTogether || length > longestTogether) {
      groups.push([each]);
      length = each.text.length;
    } else last.push(each);
  }
  return groups;
}

/**
 * Renders Markdown in a separate process, many texts together. Texts that take too long or too much
 * memory are found one by one and appear as written. Throws the reason of `signal`.
 */
export async function renderTexts(
  texts: readonly MarkdownText[],
  confined: Pick<Confined, 'run'>,
  limits: RenderLimits,
  signal: AbortSignal,
): Promise<Rendered> {
  const words = phrases(['export.image', 'markdown.footnotes', 'markdown.footnotes.back']);
  const html = new Map<string, string>();
  let asPlainText = 0;
  let lostMs = 0;
  let isWarm = false;

  async function attempt(group: readonly MarkdownText[]): Promise<boolean> {
    if (!isWarm) {
      const warm = { deadlineMs: startMs, memoryBytes, signal };
      const started = await confined.run('markdown_html', { texts: [], phrases: words }, warm);
      // If the process does not even start, it is our fault and not a text's.
      if (started.kind === 'broken') throw new Error(`Laying out cannot start: ${started.reason}`);
      isWarm = started.kind === 'done';
    }
    const left = Math.max(shortestMs, limits.maxLostMs - lostMs);
    const deadlineMs = Math.min(limits.deadlineMs, left);
    const started = performance.now();
    const input = { texts: group, phrases: words };
    const outcome = await confined.run('markdown_html', input, { deadlineMs, memoryBytes, signal });
    if (outcome.kind === 'done' && outcome.output.length === group.length) {
      for (const [index, { idPrefix }] of group.entries()) {
        html.set(idPrefix, outcome.output[index] ?? '');
      }
      return true;
    }
    isWarm = false;
    const spentMs = performance.now() - started;
    // A timer may fire slightly early; count the full time limit anyway.
    lostMs += outcome.kind === 'slow' ? Math.max(spentMs, deadlineMs) : spentMs;
    return false;
  }

  async function render(group: readonly MarkdownText[]): Promise<void> {
    if (await attempt(group)) return;
    const isGivenUp = lostMs >= limits.maxLostMs;
    if (group.length > 1 && !isGivenUp) {
      const half = Math.ceil(group.length / 2);
      await render(group.slice(0, half));
      await render(group.slice(half));
      return;
    }
    for (const { text, idPrefix } of group) html.set(idPrefix, asWritten(text));
    asPlainText += group.length;
  }

  for (const group of groupsOf(texts)) await render(group);
  return { html, asPlainText };
}

/** The same without rendering, for a page that cannot be rendered. */
export function renderNothing(texts: readonly MarkdownText[]): Rendered {
  const html = new Map(texts.map(({ text, idPrefix }) => [idPrefix, asWritten(text)]));
  return { html, asPlainText: texts.length };
}
