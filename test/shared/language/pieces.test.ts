import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { forgottenIn } from '../../../scripts/build/messages/forgotten.ts';
import { namedIn } from '../../../scripts/build/messages/named-in.ts';
import { usedMessages } from '../../../scripts/build/messages/used-messages.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { translations } from '../../../src/shared/language/translations.ts';
import {
  allMessages,
  languageOf,
  setLanguage,
  t,
  tParts,
  type Messages,
} from '../../../src/shared/language/translate.ts';

const src = join(import.meta.dirname, '../../../src');
const used = usedMessages(src);
const { first, late, rooms } = used.ofWindow();
const main = used.ofMain([join(src, 'main/index.ts')]);
const domainsOf = (keys: Iterable<string>): ReadonlySet<string> =>
  new Set([...keys].map((key) => key.slice(0, key.indexOf('.'))));

/** Those of a language with these keys. */
function messagesOf(tag: string, keys: Iterable<string>): Messages {
  const file = join(src, 'shared/language/locales', `${tag}.json`);
  const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  return Object.fromEntries([...new Set(keys)].toSorted().map((key) => [key, all[key]]));
}

const zipped = (messages: Messages): number => gzipSync(JSON.stringify(messages)).length;

it('a window has what it says, in its first piece or behind it, and nothing that only others say', () => {
  expect(first.size).toBeGreaterThan(200);
  expect(first.has('composer.message')).toBe(true);
  expect([...first].filter((key) => late.has(key))).toEqual([]);
  expect(late.has('settings.general.theme')).toBe(true);
  expect(late.has('error.key_refused')).toBe(true);
  for (const domain of ['api', 'demo', 'export', 'menu', 'package', 'serve', 'terminal']) {
    expect([...domainsOf(first), ...domainsOf(late)]).not.toContain(domain);
  }
});

it('main has what it says, and nothing that only windows or the terminal say', () => {
  for (const domain of ['api', 'demo', 'error', 'export', 'menu', 'tray']) {
    expect([...domainsOf(main)]).toContain(domain);
  }
  for (const domain of ['about', 'compare', 'model_form', 'parameter', 'terminal']) {
    expect([...domainsOf(main)]).not.toContain(domain);
  }
});

it('nothing is left over but what the terminal and packages say', () => {
  const others = Object.keys(english).filter(
    (key) => !first.has(key) && !late.has(key) && !main.has(key),
  );
  expect([...domainsOf(others)].toSorted()).toEqual(['package', 'serve', 'terminal']);
});

it.each(translations)('the messages of the first view, and of a room, are small in %s', (tag) => {
  expect(zipped(messagesOf(tag, first))).toBeLessThan(8 * 1024);
  const log = rooms.get('renderer/features/chat/log/message-log.tsx');
  if (log === undefined) throw new Error('The messages of a conversation are not loaded later.');
  expect(rooms.size).toBeGreaterThan(40);
  // Only the largest are worth the time of compressing them.
  const largest = [...rooms]
    .toSorted(([, one], [, other]) => other.size - one.size)
    .slice(0, 5)
    .map(([room, keys]) => ({
      room,
      bytes: zipped(messagesOf(tag, [...first, ...log, ...keys])),
    }))
    .toSorted((one, other) => other.bytes - one.bytes)[0];
  console.log(tag, largest);
  expect(largest?.bytes).toBeLessThan(25 * 1024);
});

it('a source says which modules it loads and which messages it may say', () => {
  const keys = new Set(['a.one', 'a.two', 'a.two.more', 'b.list', 'b.other', 'c.rich', 'c.tag']);
  const {
    statics,
    dynamics,
    keys: named,
  } = namedIn(
    'view.tsx',
    `import type { A } from './types.ts';
     import { type B } from './more-types.ts';
     import { t } from '../language/translate.ts';
     import { c, type D } from './c.ts';
     import './e.css';
     export * from './f.ts';
     const plainly = t as (key: string) => string;
     const later = () => import('./later.ts');
     const list = ['b.list', 'not.one'];
     export const x = (n: number, kind: string) => [t(n > 1 ? 'a.one' : 'c.rich'), plainly(\`a.\${kind}\`)];
     export const y = <RichMessage id="c.tag" />;`,
    keys,
  );
  expect(statics).toEqual(['../language/translate.ts', './c.ts', './e.css', './f.ts']);
  expect(dynamics).toEqual(['./later.ts']);
  expect([...named].toSorted()).toEqual([
    'a.one',
    'a.two',
    'a.two.more',
    'b.list',
    'c.rich',
    'c.tag',
  ]);
});

it.each([
  ['t(key)', 'key'],
  ['t(`z.${key}`)', '`z.${key}`'],
  ['tParts(keys[0], {})', 'keys[0]'],
  ["t('a.one' + key)", "'a.one' + key"],
])('a message that only running would tell fails the build: %s', (call, named) => {
  const text = `import { t, tParts } from '../language/translate.ts'; export const x = () => ${call};`;
  expect(() => namedIn('x.ts', text, new Set(['a.one']))).toThrow(
    `x.ts: a build cannot tell which message this is: ${named}`,
  );
});

it('a module of a bundle whose messages are not in it is told', () => {
  const inWindow = (key: string): boolean => first.has(key) || late.has(key);
  const view = join(src, 'renderer/features/settings/setting-list.ts');
  const menu = join(src, 'main/electron/menus/role-item.ts');
  expect(forgottenIn([view, '\0virtual', '/elsewhere.ts'], used, inWindow)).toEqual([]);
  expect(forgottenIn([view], used, (key) => first.has(key))).toContain(
    `${view}: settings.general.theme`,
  );
  expect(forgottenIn([menu, view], used, inWindow)).toContain(`${menu}: menu.role.copy`);
});

it('every source can be read that way', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: src });
  const named = new Set(files.flatMap((file) => [...used.ofModule(join(src, file))]));
  expect(named.size).toBe(Object.keys(english).length);
});

it('messages that come later are empty until they are there', async () => {
  const { promise, resolve: arrive } = Promise.withResolvers<Messages>();
  setLanguage(languageOf('en', messagesOf('en', first), () => promise));
  const whole = allMessages();
  expect(t('common.cancel')).toBe('Cancel');
  expect(t('room.compacting.begins')).toBe('');
  expect(t('room.compacting', { messages: 2 })).toBe('');
  expect(
    tParts('approval.question.strong', { tool: 'x', strong: (chunks) => chunks.join('') }),
  ).toEqual([]);
  arrive(messagesOf('en', late));
  await whole;
  expect(t('room.compacting', { messages: 2 })).toBe('Summarising 2 messages');
  setLanguage(languageOf('en', english));
});
