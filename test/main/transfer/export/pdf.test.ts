import * as fs from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { expected } from '../../../../src/shared/expected.ts';
import { openProfile } from '../../search/profile.ts';
import { confined, conversationOf, said, take, text } from './rig.ts';

afterAll(() => confined.stop());

/** Pages that a printer gives up: those with formatted text, or all. */
async function exported(isTooSlow: (html: string) => boolean) {
  const from = await openProfile();
  const message = said('user', null, [text('A **bold** word')]);
  const conversation = conversationOf('Heavy', [message]);
  await from.conversations.add(conversation);
  const pages: string[] = [];
  const print = async (html: string): Promise<Uint8Array> => {
    pages.push(html);
    if (isTooSlow(html)) throw expected('pdf_too_slow', {});
    return Buffer.from(`%PDF-${html}`);
  };
  return { pages, report: take(from, [conversation.id], { format: 'pdf', print }) };
}

test('a page that takes too long to draw is drawn once more as it was written', async () => {
  const { pages, report } = await exported((html) => html.includes('<strong>'));
  const { path, asPlainText } = await report;
  expect(pages).toHaveLength(2);
  expect(asPlainText).toBe(1);
  expect(fs.readFileSync(path, 'utf8')).toContain('A **bold** word');
});

test('if that takes too long, too, a sentence says so', async () => {
  const { pages, report } = await exported(() => true);
  await expect(report).rejects.toMatchObject({ error: { code: 'pdf_too_slow' } });
  expect(pages).toHaveLength(2);
});
