import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Conversation, Id } from '../../src/shared/model/conversation.ts';
import { sentenceOf } from '../../src/shared/words/error-words.ts';
import { seededRandom } from '../../src/main/wire/demo/pace.ts';
import { act, type Slot, type Stage } from './actor.ts';
import { startLife, type Life } from './life.ts';
import { createListener } from './listen.ts';
import type { Stalls } from './stalls.ts';
import { adopt, expectedOf, judge, judgeDraft, type Expected } from './model.ts';
import { newsWords } from '../../src/shared/words/news-words.ts';

/**
 * How much of the newest streamed text a killed program may lose, besides delays by the disk itself
 * (ms).
 */
const maxMissingMs = 1000;
const slotCount = 6;

/** Observations in one world. */
export interface Tally {
  kills: number;
  quits: number;
  /** Deaths before the program had read its folder. */
  early: number;
  conversations: number;
  messages: number;
  streaming: number;
  missingMs: number;
  /** How much of the five seconds before a death the disk was stalled, at most (ms). */
  stalledMs: number;
  readonly problems: string[];
}

/** An empty count. */
export function emptyTally(): Tally {
  return {
    kills: 0,
    quits: 0,
    early: 0,
    conversations: 0,
    messages: 0,
    streaming: 0,
    missingMs: 0,
    stalledMs: 0,
    problems: [],
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Writes settings as a person would have left them, with the scripted provider as the default. */
function prepare(folder: string, baseUrl: string): void {
  mkdirSync(folder, { recursive: true });
  const provider = { id: 'scripted', kind: 'openai_compatible', name: 'Scripted', baseUrl };
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({
      version: 1,
      providers: [provider],
      defaultProviderId: 'scripted',
      defaultModel: 'scripted-model',
      nameConversations: true,
    }),
  );
}

/**
 * A data folder whose program lives and dies repeatedly. `lives` is the number of deaths; all
 * randomness comes from `seed`. Problems are collected in `tally`; the first one ends the world, so
 * that its folder stays as it is.
 */
export async function runWorld(options: {
  readonly bundle: string;
  readonly folder: string;
  readonly baseUrl: string;
  readonly seed: number;
  readonly lives: number;
  readonly tally: Tally;
  readonly stalls: Stalls;
  /** Called after each death that was examined. */
  readonly onDeath: () => void;
}): Promise<void> {
  const { bundle, folder, seed, tally } = options;
  const random = seededRandom(seed);
  const slots: Slot[] = Array.from({ length: slotCount }, () => ({
    expected: null,
    creating: false,
  }));
  const known = new Map<Id, Expected>();
  let diedAt = 0;
  let quitted = false;
  let allowedMs = maxMissingMs;
  const complain = (problem: string): void => {
    const when = `seed ${seed}, death ${tally.kills + tally.quits}, ${allowedMs} ms allowed`;
    tally.problems.push(`${when}: ${problem}`);
  };

  function look(expected: Expected, found: Conversation): void {
    const verdict = judge(expected, found, diedAt, quitted ? 0 : allowedMs);
    tally.missingMs = Math.max(tally.missingMs, verdict.missingMs);
    for (const problem of verdict.problems) complain(problem);
    tally.conversations += 1;
    tally.messages += expected.messages.size;
    tally.streaming += [...expected.heard.values()].filter(({ end }) => end === null).length;
    adopt(expected, found);
  }

  /** Opens everything and compares. */
  async function inspect(life: Life): Promise<boolean> {
    const start = await life.command('app.start', { shown: null });
    if (start.ok === null) {
      complain(`it did not start: ${life.complaints()}`);
      return false;
    }
    if (!start.ok) {
      complain(`it did not start: ${sentenceOf(start.error)}`);
      return false;
    }
    const { heads, notices, storage, drafts } = start.value;
    for (const expected of known.values()) {
      const text = drafts.find(({ conversationId }) => conversationId === expected.id)?.text ?? '';
      const problem = judgeDraft(expected, text, diedAt, quitted ? 0 : allowedMs);
      if (problem !== null) complain(problem);
    }
    for (const notice of notices) complain(`the person is told: ${newsWords(notice.news)}`);
    if (storage.kind !== 'saved') complain(`not saved: ${sentenceOf(storage.reason)}`);
    const present = new Set(heads.map(({ id }) => id));
    for (const expected of known.values()) {
      const { pending } = expected;
      if (present.has(expected.id)) {
        if (expected.trashed && pending?.kind !== 'restore') complain(`${expected.id} is back`);
        expected.trashed = false;
      } else {
        if (!expected.trashed && pending?.kind !== 'delete') complain(`${expected.id} is gone`);
        expected.trashed = true;
        if (pending?.kind === 'restore' || pending?.kind === 'delete') expected.pending = null;
      }
    }
    for (const { id } of heads) {
      const opened = await life.command('conversation.open', { conversationId: id });
      if (opened.ok === null) return false;
      if (!opened.ok) {
        complain(`${id} does not open: ${sentenceOf(opened.error)}`);
        continue;
      }
      const expected = known.get(id) ?? unheardOf(id);
      if (expected === null) complain(`nobody made ${id}`);
      else look(expected, opened.value.conversation);
    }
    for (const slot of slots) slot.creating = false;
    return true;
  }

  /** A requested conversation whose answer died with the program. */
  function unheardOf(id: Id): Expected | null {
    const slot = slots.find(({ creating, expected }) => creating && expected === null);
    if (slot === undefined) return null;
    slot.creating = false;
    slot.expected = expectedOf(id);
    known.set(id, slot.expected);
    return slot.expected;
  }

  function checkFolder(): void {
    const list = (name: string): readonly string[] => {
      try {
        return readdirSync(join(folder, name));
      } catch {
        return [];
      }
    };
    for (const name of list('quarantine')) complain(`quarantine holds ${name}`);
    for (const name of list('conversations')) {
      if (!name.endsWith('.json')) complain(`left in conversations: ${name}`);
    }
    const trash = list('trash').filter((name) => name.endsWith('.json'));
    for (const expected of known.values()) {
      const inTrash = trash.some((name) => name.startsWith(expected.id));
      if (expected.trashed && !inTrash) complain(`${expected.id} is not in the trash`);
    }
  }

  prepare(folder, options.baseUrl);
  for (let death = 0; death <= options.lives; death += 1) {
    const onEvent = createListener(known, complain);
    const life = startLife(bundle, folder, (name, payload) => onEvent(life, name, payload));
    if (death < options.lives && random() < 0.1) {
      // Death while the folder is being read and repaired.
      await wait(random() * 300);
      await life.kill();
      tally.kills += 1;
      tally.early += 1;
      options.onDeath();
      continue;
    }
    const fine = await inspect(life);
    if (!fine || tally.problems.length > 0) {
      await life.kill();
      return;
    }
    if (death === options.lives) {
      await life.quit();
      break;
    }
    const stage: Stage = {
      life,
      random,
      complain,
      abandon: () => undefined,
      onCreated: (expected) => known.set(expected.id, expected),
    };
    const actors = slots.map((slot) => act(slot, stage));
    await wait(random() < 0.6 ? random() * 500 : 500 + random() * 2500);
    diedAt = Date.now();
    quitted = random() < 0.08;
    const stalledMs = options.stalls.before(diedAt);
    tally.stalledMs = Math.max(tally.stalledMs, stalledMs);
    allowedMs = maxMissingMs + stalledMs;
    if (quitted) await life.quit();
    else await life.kill();
    await Promise.all(actors);
    if (life.complaints() !== '') complain(`stderr: ${life.complaints()}`);
    if (quitted) tally.quits += 1;
    else tally.kills += 1;
    options.onDeath();
  }
  checkFolder();
}
