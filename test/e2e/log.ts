import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../src/shared/model/conversation.ts';
import { names } from './names.ts';

/** An id that sorts by `index`. */
function idOf(index: number): Id {
  return `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** A GIF of 240 × 150 pixels. An SVG would only load on request. */
const picture = 'data:image/gif;base64,R0lGODlh8ACWAIAAAACAgAAAACwAAAAAAQABAAACAkQBADs=';

const kinds: readonly ((index: number) => string)[] = [
  (index) =>
    `A paragraph about number ${index}. ${'It has enough words to fill a few lines of the column and to be wrapped in more than one way. '.repeat(1 + (index % 4))}`,
  (index) =>
    `Some code:\n\n\`\`\`ts\nexport function step${index}(value: number): number {\n  // A comment that says why.\n  return value + ${index};\n}\n\`\`\`\n\nAnd what it does, in words.`,
  (index) =>
    `A list:\n\n- first of ${index}\n- second\n- third, which is **bold**\n\nThe end of it.`,
  (index) =>
    `A formula $x^2 + ${index}$ in a line, and one of its own:\n\n$$\\sum_{k=1}^{${index + 1}} \\frac{k}{k+1}$$\n\nWhich is not surprising.`,
  (index) =>
    `| Name | Value |\n|---|---|\n| one | ${index} |\n| two | ${index * 2} |\n\nA table, and this.`,
  (index) => `A picture:\n\n![number ${index}](${picture})\n\nSeen from the side.`,
];

function answerParts(index: number): readonly Part[] {
  const text = [0, 1, 2]
    .map((offset) => kinds[(index * 2 + offset) % kinds.length]?.(index) ?? '')
    .join('\n\n');
  const reasoning: Part = {
    kind: 'reasoning',
    text: `Let me think about ${index}.\n`.repeat(12),
    durationMs: 4000,
  };
  return index % 10 === 5 ? [reasoning, { kind: 'text', text }] : [{ kind: 'text', text }];
}

interface SeedOptions {
  readonly title?: string;
  readonly seed?: number;
  /** Version of the file. An older build shows one of a newer version without anything to change. */
  readonly version?: number;
}

/**
 * Writes a conversation of this many messages with every kind of content, and returns its title.
 */
export function seedConversation(
  userData: string,
  messages: number,
  { title = 'A long one', seed = 1, version = conversationVersion }: SeedOptions = {},
): string {
  const base = seed * 1_000_000;
  const now = new Date(1_700_000_000_000 + seed * 1000).toISOString();
  const made: Record<Id, Message> = {};
  for (let index = 0; index < messages; index += 1) {
    const isQuestion = index % 2 === 0;
    made[idOf(base + index + 1)] = {
      id: idOf(base + index + 1),
      parentId: index === 0 ? null : idOf(base + index),
      role: isQuestion ? 'user' : 'assistant',
      parts: isQuestion
        ? [{ kind: 'text', text: `Question ${index} of ${title}` }]
        : answerParts(index),
      status: 'complete',
      createdAt: now,
      ...(isQuestion ? {} : { model: 'scripted-1' }),
    };
  }
  const conversation: Conversation = {
    version: conversationVersion,
    id: idOf(base),
    title,
    titledBy: 'person',
    createdAt: now,
    updatedAt: now,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: idOf(base + messages),
    messages: made,
  };
  mkdirSync(join(userData, 'conversations'), { recursive: true });
  writeFileSync(
    join(userData, 'conversations', `${conversation.id}.json`),
    JSON.stringify({ ...conversation, version }),
  );
  return title;
}

/** The reading position: the first paragraph whose top edge is in view. */
export interface Reading {
  readonly text: string;
  /** Distance from the top of the view, in px. */
  readonly top: number;
}

declare global {
  interface Window {
    watched: { element: Element; text: string; top: number; farthest: number; stop: boolean };
  }
}

/** The scrolled element around the log. */
export function scrollerOf(page: Page) {
  return page.getByRole('log', { name: names.messages }).locator('..');
}

/** Finds the reading position and tracks it frame by frame from then on. */
export function startReading(page: Page): Promise<Reading> {
  return scrollerOf(page).evaluate((scroller) => {
    const view = scroller.getBoundingClientRect();
    const blocks = [...scroller.querySelectorAll('[data-message-id]')]
      .filter((message) => {
        const box = message.getBoundingClientRect();
        return box.bottom > view.top && box.top < view.bottom;
      })
      .flatMap((message) => [
        ...message.querySelectorAll(
          '.md p, .md li, .md h2, .md pre, .md table, .md math, [dir="auto"]',
        ),
      ]);
    const element = blocks.find((block) => block.getBoundingClientRect().top >= view.top);
    if (element === undefined) throw new Error('Nothing is in view');
    const top = element.getBoundingClientRect().top - view.top;
    const watched = {
      element,
      text: (element.textContent ?? '').slice(0, 80),
      top,
      farthest: 0,
      stop: false,
    };
    window.watched = watched;
    // Called after layout and before paint, so it sees only what a person sees.
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { boundingClientRect, rootBounds } of entries) {
          const moved = boundingClientRect.top - (rootBounds?.top ?? 0) - watched.top;
          if (Math.abs(moved) > Math.abs(watched.farthest)) watched.farthest = moved;
        }
      },
      { root: scroller },
    );
    const look = (): void => {
      observer.disconnect();
      if (watched.stop) return;
      observer.observe(watched.element);
      requestAnimationFrame(look);
    };
    look();
    return { text: watched.text, top };
  });
}

/** Ends the tracking. Returns the largest distance that the reading position moved, in px. */
export function drift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            window.watched.stop = true;
            resolve(window.watched.element.isConnected ? window.watched.farthest : Infinity);
          }),
        );
      }),
  );
}

/** Distance from the view to the end of the log, in px. */
export function distanceToEnd(page: Page): Promise<number> {
  return scrollerOf(page).evaluate(
    (scroller) => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
  );
}

/** Waits until this many frames have been painted. */
export function frames(page: Page, count: number): Promise<void> {
  return page.evaluate(
    (left) =>
      new Promise<void>((resolve) => {
        let rest = left;
        const next = (): void => {
          rest -= 1;
          if (rest <= 0) resolve();
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    count,
  );
}

/**
 * Waits until the log has not moved for ten frames, because wheel, keys and touch let it scroll on
 * for a while.
 */
export async function untilStill(page: Page): Promise<void> {
  await scrollerOf(page).evaluate(async (scroller) => {
    let top = scroller.scrollTop;
    for (let still = 0; still < 10; still += 1) {
      await new Promise(requestAnimationFrame);
      if (scroller.scrollTop !== top) still = 0;
      top = scroller.scrollTop;
    }
  });
}
