import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createController } from '../../../../../src/renderer/client/controller.ts';
import { fillNew, offerFilling } from '../../../../../src/renderer/client/fill-new.ts';
import {
  draftsOf,
  longText,
  noDraft,
} from '../../../../../src/renderer/features/chat/composer/drafts.ts';
import type { Bridge } from '../../../../../src/shared/contract/index.ts';
import type { Filling } from '../../../../../src/shared/model/arrival/arrival.ts';

/**
 * Longer than a draft waits before it is told (ms). A run of all timers may not end: files share a
 * process, and a loop that an earlier one left behind would go on in the fake clock.
 */
const settledMs = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Drafts of a window, and what main was told of them. */
function setUp() {
  const told: unknown[] = [];
  const bridge = {
    command(name: string, input: unknown) {
      if (name === 'draft.set') told.push(input);
      return Promise.resolve({ ok: true, value: undefined });
    },
    on: () => () => undefined,
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  const controller = createController(bridge, soon, { schedule: soon, isNextTaken: () => false });
  return { drafts: draftsOf(controller), told };
}

const byLink = (text: string): Filling => ({ from: 'link', text, model: null, files: [] });

describe('what a link fills in', () => {
  it('is told to nobody before it is changed, and then as a whole', () => {
    const { drafts, told } = setUp();
    drafts.fillIn(byLink('Tell me about wrens, please'));
    expect(drafts.of(null).text).toBe('Tell me about wrens, please');
    // A change of view keeps what is on show.
    drafts.keep(null, { ...drafts.of(null) });
    vi.advanceTimersByTime(settledMs);
    expect(told).toEqual([]);
    drafts.keep(null, { ...drafts.of(null), text: 'Tell me about wrens, please!' });
    vi.advanceTimersByTime(settledMs);
    expect(told).toMatchObject([{ conversationId: null, text: 'Tell me about wrens, please!' }]);
  });

  it('stays below what the person has written, which main hears of without it', () => {
    const { drafts, told } = setUp();
    drafts.keep(null, { ...noDraft, text: 'My own words' });
    drafts.fillIn(byLink('Theirs'));
    expect(drafts.of(null).text).toBe('My own words\n\nTheirs');
    vi.advanceTimersByTime(settledMs);
    expect(told).toMatchObject([{ text: 'My own words' }]);
    drafts.unfill();
    expect(drafts.of(null).text).toBe('My own words');
    expect(drafts.filled.get()).toBeNull();
  });

  it('takes the place of what another link has filled in', () => {
    const { drafts } = setUp();
    drafts.keep(null, { ...noDraft, text: 'Mine' });
    for (const text of ['first', 'second', '', 'third']) drafts.fillIn(byLink(text));
    expect(drafts.of(null).text).toBe('Mine\n\nthird');
  });

  it('stays marked when the command line adds to it', () => {
    const { drafts } = setUp();
    const theirs = byLink('Theirs');
    const mine: Filling = { ...byLink('Mine'), from: 'command_line' };
    const shown: string[] = [];
    drafts.onTaken((id) => shown.push(drafts.of(id).text));
    drafts.fillIn(theirs);
    drafts.fillIn(mine);
    expect(drafts.of(null).text).toBe('Theirs\n\nMine');
    expect(drafts.filled.get()).toBe(theirs);
    drafts.unfill();
    // The message box hears of each.
    expect(shown).toEqual(['Theirs', 'Theirs\n\nMine', 'Mine']);
    expect(drafts.of(null).text).toBe('Mine');
    drafts.fillIn(mine);
    expect(drafts.filled.get()).toBe(mine);
  });

  it('is marked until it is sent, or little of it is left', () => {
    const { drafts } = setUp();
    const filling = byLink('one two three four five six seven eight');
    drafts.fillIn(filling);
    drafts.keep(null, { ...noDraft, text: 'one two three and something else' });
    expect(drafts.filled.get()).toBe(filling);
    drafts.keep(null, { ...noDraft, text: 'one and something else' });
    expect(drafts.filled.get()).toBeNull();
    drafts.fillIn(filling);
    drafts.keep(null, noDraft);
    expect(drafts.filled.get()).toBeNull();
  });

  it('goes beside the box if it is long, and can be taken out of there', () => {
    const { drafts, told } = setUp();
    const text = 'x'.repeat(longText + 1);
    drafts.fillIn({ ...byLink(text), from: 'command_line' });
    expect(drafts.of(null)).toMatchObject({ text: '', pasted: [text] });
    vi.advanceTimersByTime(settledMs);
    expect(told).toMatchObject([{ pasted: [text] }]);
    drafts.unfill();
    expect(drafts.of(null)).toEqual(noDraft);
  });
});

it('waits for the page of a new conversation', () => {
  const filled: string[] = [];
  fillNew(byLink('first'));
  const end = offerFilling(({ text }) => void filled.push(text));
  fillNew(byLink('second'));
  end();
  fillNew(byLink('third'));
  expect(filled).toEqual(['first', 'second']);
  offerFilling(({ text }) => void filled.push(text))();
  expect(filled).toEqual(['first', 'second', 'third']);
});
