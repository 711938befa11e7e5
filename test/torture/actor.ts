import type { CommandInput } from '../../src/shared/contract/index.ts';
import { textOf, type Id, type Message } from '../../src/shared/model/conversation.ts';
import type { StartedTurn } from '../../src/shared/model/chat-event.ts';
import { sentenceOf } from '../../src/shared/words/error-words.ts';
import type { Answer, Life } from './life.ts';
import { expectedOf, type Expected, type Pending } from './model.ts';

/** One conversation at a time, used as a restless person would. */
export interface Slot {
  /** Null if none was created yet. */
  expected: Expected | null;
  /** A conversation was requested and may exist without our knowledge. */
  creating: boolean;
}

/** The environment of an actor. */
export interface Stage {
  readonly life: Life;
  readonly random: () => number;
  /** Called with problems that show at once. */
  readonly complain: (problem: string) => void;
  /** Records a permanently deleted conversation, which has to stay in the trash. */
  readonly abandon: (expected: Expected) => void;
  readonly onCreated: (expected: Expected) => void;
}

function pick<T>(random: () => number, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function isStreaming(expected: Expected): boolean {
  return [...expected.heard.values()].some(({ end }) => end === null);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

let words = 0;
function wordsOf(random: () => number): string {
  words += 1;
  // Sometimes a text that makes the file larger than what is read at start.
  const long = random() < 0.02 ? ' and so on'.repeat(30_000) : '';
  return `question ${words} ${random().toString(36).slice(2)}${long}`;
}

/** Runs one command, recording its effect before and after. Returns true if it was answered. */
async function attempt<T>(
  expected: Expected,
  pending: Pending,
  stage: Stage,
  run: () => Promise<Answer<T>>,
  then: (value: T) => void,
): Promise<boolean> {
  expected.pending = pending;
  const answer = await run();
  if (answer.ok === null) return false;
  expected.pending = null;
  if (answer.ok) then(answer.value);
  else stage.complain(`${pending.kind} was refused: ${sentenceOf(answer.error)}`);
  return true;
}

/** A turn was accepted, so question and answer are on disk from now on. */
function started(expected: Expected, { messageId }: StartedTurn): void {
  let id: Id | null = messageId;
  while (id !== null && !expected.messages.has(id)) {
    const message: Message | undefined = expected.rumours.get(id);
    if (message === undefined) break;
    expected.messages.set(id, message);
    id = message.parentId;
  }
}

function byRole(expected: Expected, role: Message['role']): readonly Message[] {
  return [...expected.messages.values()].filter(
    (message) => message.role === role && message.status !== 'streaming',
  );
}

async function create(slot: Slot, stage: Stage): Promise<boolean> {
  slot.creating = true;
  const answer = await stage.life.command('conversation.create', {});
  if (answer.ok === null) return false;
  slot.creating = false;
  if (!answer.ok) {
    stage.complain(`create was refused: ${sentenceOf(answer.error)}`);
    return true;
  }
  slot.expected = expectedOf(answer.value.id);
  stage.onCreated(slot.expected);
  return true;
}

async function beginTurn(expected: Expected, { life, random, ...rest }: Stage): Promise<boolean> {
  const stage = { life, random, ...rest };
  const conversationId = expected.id;
  const asked = byRole(expected, 'user');
  const answered = byRole(expected, 'assistant').filter(({ parentId }) => parentId !== null);
  const text = wordsOf(random);
  const begun = (value: StartedTurn): void => started(expected, value);
  const chance = random();
  const question = pick(random, asked);
  const answer = pick(random, answered);
  if (chance < 0.2 && question !== undefined) {
    const input = { conversationId, messageId: question.id, text };
    return attempt(
      expected,
      { kind: 'turn', text },
      stage,
      () => life.command('chat.edit', input),
      begun,
    );
  }
  if (chance < 0.35 && answer !== undefined) {
    const input = { conversationId, messageId: answer.id };
    return attempt(
      expected,
      { kind: 'turn', text: null },
      stage,
      () => life.command('chat.regenerate', input),
      begun,
    );
  }
  if (chance < 0.55 && answer !== undefined && textOf(answer) !== '') {
    const input = { conversationId, messageId: answer.id };
    return attempt(
      expected,
      { kind: 'turn', text: null },
      stage,
      () => life.command('chat.continue', input),
      begun,
    );
  }
  return attempt(
    expected,
    { kind: 'turn', text },
    stage,
    () => life.command('chat.send', { conversationId, text }),
    begun,
  );
}

/** Restores from the trash, by the list that the window shows. */
async function restoreFromList(expected: Expected, stage: Stage): Promise<boolean> {
  const { life, complain } = stage;
  const listed = await life.command('trash.list', undefined);
  if (listed.ok === null) return false;
  const found = listed.ok ? listed.value.find(({ id }) => id === expected.id) : undefined;
  if (found === undefined) {
    complain(`“${expected.title}” was deleted and is not in the trash`);
    return true;
  }
  return attempt(
    expected,
    { kind: 'restore' },
    stage,
    () => life.command('trash.restore', { keys: [found.key] }),
    ({ done, reason }) => {
      if (done === 1) expected.trashed = false;
      else
        complain(
          `restore from the trash was refused: ${reason === null ? 'without a reason' : sentenceOf(reason)}`,
        );
    },
  );
}

/**
 * Performs one thing that a person might do with this conversation now. Returns false once the
 * program is gone.
 */
async function step(slot: Slot, stage: Stage): Promise<boolean> {
  const { life, random } = stage;
  const { expected } = slot;
  if (expected === null) return create(slot, stage);
  const conversationId = expected.id;
  if (expected.trashed) {
    if (random() < 0.2) {
      stage.abandon(expected);
      slot.expected = null;
      return true;
    }
    return restoreFromList(expected, stage);
  }
  const change = (patch: CommandInput<'conversation.update'>['patch']) =>
    life.command('conversation.update', { conversationIds: [conversationId], patch });
  const chance = random();
  if (chance > 0.75) {
    const text = random() < 0.3 ? '' : `unsent ${random().toString(36).slice(2)}`;
    const typed = { text, at: Number.POSITIVE_INFINITY };
    expected.drafts.push(typed);
    const answer = await life.command('draft.set', { conversationId, text });
    if (answer.ok !== null) typed.at = Date.now();
    return answer.ok !== null;
  }
  if (chance < 0.12) {
    const title = `Title ${random().toString(36).slice(2)}`;
    return attempt(
      expected,
      { kind: 'rename', title },
      stage,
      () => change({ title }),
      () => {
        expected.title = title;
      },
    );
  }
  if (chance < 0.18) {
    const systemPrompt = `Be ${random().toString(36).slice(2)}`;
    return attempt(
      expected,
      { kind: 'system_prompt', systemPrompt },
      stage,
      () => change({ systemPrompt }),
      () => {
        expected.systemPrompt = systemPrompt;
      },
    );
  }
  if (chance < 0.26) {
    return attempt(
      expected,
      { kind: 'delete' },
      stage,
      () => life.command('conversation.delete', { conversationId }),
      () => {
        expected.trashed = true;
      },
    );
  }
  if (chance < 0.34) {
    const message = pick(random, [...expected.messages.values()]);
    if (message === undefined) return true;
    const input = { conversationId, messageId: message.id };
    return (await life.command('conversation.showVersion', input)).ok !== null;
  }
  if (!isStreaming(expected)) return beginTurn(expected, stage);
  if (random() < 0.1) return (await life.command('chat.stop', { conversationId })).ok !== null;
  return true;
}

/** Performs one thing after the other until the program is gone. */
export async function act(slot: Slot, stage: Stage): Promise<void> {
  while (stage.life.isAlive() && (await step(slot, stage))) await wait(stage.random() * 120);
}
