import { performance } from 'node:perf_hooks';
import { afterAll, describe, expect, test } from 'vitest';
import { createConfined } from '../../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../../src/main/confined/node-process.ts';
import type { MarkdownText } from '../../../../src/main/confined/kinds.ts';
import { renderTexts } from '../../../../src/main/transfer/export/rendered.ts';
import { confined } from './rig.ts';

const { signal } = new AbortController();
afterAll(() => confined.stop());

const texts = (...all: readonly string[]): readonly MarkdownText[] =>
  all.map((text, index) => ({ text, idPrefix: `m${index}-` }));

function shown(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#x3C;/g, '<')
    .replaceAll(/&#x26;|&amp;/g, '&');
}

describe('texts of a page', () => {
  test('are laid out together, each under its own name', async () => {
    const many = texts(
      ...Array.from({ length: 450 }, (_, index) => `**${index}** [^1]\n\n[^1]: n`),
    );
    const limits = { deadlineMs: 60_000, maxLostMs: 60_000 };
    const { html, asPlainText } = await renderTexts(many, confined, limits, signal);
    expect(asPlainText).toBe(0);
    expect(html.size).toBe(450);
    expect(html.get('m449-')).toContain('<strong>449</strong>');
    expect(html.get('m449-')).toContain('id="m449-');
  });

  test('that take too long are found among the others and stand as they were written', async () => {
    const slow = `\`\`\`md\n${'[a]('.repeat(12_000)}\n\`\`\``;
    const wide = `|${' a |'.repeat(3000)}\n|${' - |'.repeat(3000)}\n`.concat(
      `|${' b |'.repeat(3000)}\n`.repeat(300),
    );
    const given = texts('*one*', slow, '*three*', wide, '*five*');
    const limits = { deadlineMs: 2500, maxLostMs: 60_000 };
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const { html, asPlainText } = await renderTexts(given, confined, limits, signal);
    clearInterval(timer);
    console.info(`${asPlainText} as plain text, longest pause ${Math.round(longest)} ms`);
    // On a fast machine, one of them may just be laid out in time.
    expect(asPlainText).toBeGreaterThanOrEqual(1);
    for (const [index, word] of [
      [0, 'one'],
      [2, 'three'],
      [4, 'five'],
    ] as const) {
      expect(html.get(`m${index}-`)).toBe(`<p><em>${word}</em></p>`);
    }
    const written = html.get('m1-') ?? '';
    expect(written).toContain('Shown as plain text');
    expect(shown(written)).toContain(slow);
  });

  test('that go on without end are given up quickly in the end', async () => {
    const hanging = createConfined({ start: () => hangs() });
    let killed = 0;
    const hangs = () => ({
      post: () => undefined,
      onMessage: () => undefined,
      onExit: () => undefined,
      memoryBytes: () => Promise.resolve(1),
      kill: () => void (killed += 1),
    });
    // Startup does not count against the texts; here the process does not even start.
    const started: typeof hanging = {
      ...hanging,
      run: (kind, input, options) =>
        input !== null && 'texts' in input && input.texts.length === 0
          ? (Promise.resolve({ kind: 'done', output: [] }) as never)
          : hanging.run(kind, input, options),
    };
    const given = texts(...Array.from({ length: 1000 }, () => 'x'));
    const limits = { deadlineMs: 1000, maxLostMs: 2000 };
    const { html, asPlainText } = await renderTexts(given, started, limits, signal);
    expect(asPlainText).toBe(1000);
    expect([...html.values()].every((each) => shown(each).endsWith('x'))).toBe(true);
    // Five groups, and two halves of the first.
    expect(killed).toBeLessThanOrEqual(8);
  });

  test('are not blamed for a process that cannot start', async () => {
    const none = createConfined({ start: createNodeProcesses('/nowhere/entry.js') });
    const limits = { deadlineMs: 60_000, maxLostMs: 60_000 };
    await expect(renderTexts(texts('a', 'b'), none, limits, signal)).rejects.toThrow(
      'cannot start',
    );
  });

  test('end with the export that is cancelled', async () => {
    const controller = new AbortController();
    const slow = texts(`\`\`\`md\n${'[a]('.repeat(12_000)}\n\`\`\``);
    const limits = { deadlineMs: 600_000, maxLostMs: 600_000 };
    const rendering = renderTexts(slow, confined, limits, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 300);
    // Without cancellation it would take many times as long.
    await expect(rendering).rejects.toThrow('enough');
  });
});
