import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noStamp, openIndex, type Indexer } from '../../../src/main/search/index/indexer.ts';
import { createPrefixRows } from '../../../src/main/search/index/prefix-rows.ts';
import { prefixExpression } from '../../../src/main/search/query/expression.ts';
import { learnPrefixes } from '../../../src/main/search/query/learn-prefixes.ts';
import { createMatching, type Matching } from '../../../src/main/search/query/matching.ts';
import { createSearch } from '../../../src/main/search/query/search.ts';
import { headOf, textOf } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { foldCase, normalize } from '../../../src/shared/search/fold.ts';
import { generateLibrary } from '../../bench/library/generate.ts';
import { createRandom } from '../../bench/library/random.ts';
import { removeFolder } from '../../scratch.ts';

const all = [...generateLibrary({ seed: 11, conversations: 120, messages: 1200 })];
const [first, second] = [all.slice(0, 80), all.slice(80)];

const messagesOf = ({ messages }: Conversation): readonly Message[] =>
  Object.values<Message>(messages);

/** Prefixes in many scripts, two and three characters long. */
const beginnings = [
  ...new Set(
    all
      .flatMap(messagesOf)
      .flatMap((message) => foldCase(normalize(textOf(message))).match(/[\p{L}\p{N}]{2,}/gu) ?? [])
      .flatMap((word) => [word.slice(0, 2), word.slice(0, 3)]),
  ),
].filter((_, index) => index % 7 === 0);

let folder: string;
let indexer: Indexer;
let matching: Matching;
let search: (query: string) => ReturnType<ReturnType<typeof createSearch>>;
let close: () => void;

function open(minRows: number): void {
  const limits = { minRows, minShare: 0, most: Infinity };
  const opened = openIndex(join(folder, `${minRows}.sqlite`), createPrefixRows(limits));
  ({ indexer } = opened);
  matching = createMatching(opened.database);
  close = () => {
    if (opened.database.isOpen) opened.database.close();
  };
  const find = createSearch(opened.database, indexer, matching, () => new Map());
  search = (query) =>
    find({ query, limit: 10_000, state: { kind: 'ready' }, isSuperseded: () => false, now: 0 });
  for (const conversation of first) put(conversation);
}

function put(conversation: Conversation): void {
  indexer.replace(headOf(conversation), messagesOf(conversation), noStamp);
}

/** Edits, adds and removes. */
function change(): void {
  const random = createRandom(2);
  const texts = second.flatMap(messagesOf);
  for (const conversation of first) {
    const kind = random.below(3);
    if (kind === 0) indexer.remove(conversation.id);
    if (kind !== 1) continue;
    const changed = messagesOf(conversation).map((message) =>
      random.chance(0.5) ? message : { ...message, parts: random.pick(texts).parts },
    );
    indexer.update({ ...headOf(conversation), title: random.pick(all).title }, changed);
  }
  for (const conversation of second) put(conversation);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-prefixes-'));
});
afterEach(() => {
  close();
  removeFolder(folder);
});

describe('what is kept of the beginnings of words', () => {
  it('is what the index says, also after edits, deletes and additions', () => {
    open(1);
    for (const prefix of beginnings) {
      indexer.prefixes.keep(prefix, matching(prefixExpression(prefix)), indexer.rows.size());
    }
    change();
    let kept = 0;
    for (const prefix of beginnings) {
      const rows = indexer.prefixes.of(prefix);
      if (rows === null) continue;
      kept += 1;
      const found: number[] = [];
      for (let row = 1; row < indexer.rows.size(); row += 1) {
        if (indexer.rows.kind(row) !== 0 && rows.has(row)) found.push(row);
      }
      expect({ prefix, found }).toEqual({
        prefix,
        found: Array.from(matching(prefixExpression(prefix))),
      });
    }
    expect(kept).toBeGreaterThan(100);
  });

  it('changes nothing of what a search finds', () => {
    const queries = beginnings
      .slice(0, 150)
      .flatMap((prefix, index) => [
        prefix,
        `${beginnings[index + 1] ?? ''}* ${prefix}`,
        `the ${prefix}`,
        `${prefix} -the`,
        `${prefix} from:me after:2020`,
        `has:code ${prefix} -in:work`,
      ]);
    const answers = (least: number) => {
      open(least);
      // The first search learns them.
      for (const prefix of beginnings) search(prefix);
      change();
      const found = queries.map((query) => {
        const answer = search(query);
        if (answer.kind !== 'found') throw new Error(answer.kind);
        const hits = answer.hits.map(({ conversationId, time, place }) =>
          [conversationId, place, time].join(' '),
        );
        return [query, answer.total, hits.toSorted()];
      });
      close();
      return found;
    };
    const asked = answers(Infinity);
    expect(answers(1)).toEqual(asked);
  });

  it('is learned for two letters each while nobody asks, unless the library is small', async () => {
    open(300);
    await learnPrefixes(indexer, matching, () => false);
    expect(indexer.prefixes.of('th')).toBeNull();
    await learnPrefixes(indexer, matching, () => true, 0);
    expect(indexer.prefixes.of('th')).toBeNull();
    await learnPrefixes(indexer, matching, () => false, 0);
    expect(indexer.prefixes.of('th')).not.toBeNull();
    expect(indexer.prefixes.of('zq')).toBeNull();
  });
});

it('keeps what was used last, and only what is worth it', () => {
  open(1);
  const rows = createPrefixRows({ minRows: 3, minShare: 0.5, most: 2 });
  rows.keep('few', Int32Array.of(1, 2), 2);
  rows.keep('small', Int32Array.of(1, 2, 3), 7);
  rows.keep('one', Int32Array.of(1, 2, 3), 6);
  rows.keep('two', Int32Array.of(4, 5, 6), 6);
  expect(rows.of('one')?.has(3)).toBe(true);
  rows.keep('three', Int32Array.of(100_000, 200_000, 300_000), 6);
  expect(['few', 'small', 'one', 'two', 'three'].map((name) => rows.of(name) !== null)).toEqual([
    false,
    false,
    true,
    false,
    true,
  ]);
  expect(rows.of('three')?.has(200_000)).toBe(true);
  expect(rows.of('three')?.has(200_001)).toBe(false);
});
