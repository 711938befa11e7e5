import { posix } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rooms } from '../../scripts/lint/rooms.ts';
import { lint, type Finding } from './linter.ts';

/** DESIGN's rules, word by word, independent of the table of rooms. */
const forbidden: readonly (readonly [file: string, code: string])[] = [
  // Features never import each other, whichever way it is written.
  ['renderer/features/chat/a.ts', `export { x } from '../library/library.tsx';`],
  ['renderer/features/library/list/b.ts', `import { x } from '../../chat/composer/drafts.ts';`],
  ['renderer/features/library/list/c.ts', `const x = () => import('../../chat/page/turns.ts');`],
  ['renderer/features/find/d.ts', `import type { X } from '../chat/page/turns.ts';`],
  ['renderer/features/find/e.ts', `type X = import('../chat/page/turns.ts').X;`],
  ['renderer/features/find/f.ts', `export * from '../../features/chat/page/turns.ts';`],
  ['renderer/features/find/g.ts', `import { x } from './../chat/page/turns.ts';`],
  ['renderer/features/find/h.ts', `import '../chat/log/log.module.css';`],
  ['renderer/features/chat/i.ts', `import { createStore } from '../../state/store.ts';`],
  ['renderer/features/chat/j.ts', `import { App } from '../../app/app.tsx';`],
  // State is plain data.
  ['renderer/state/a.ts', `import { useState } from 'react';`],
  ['renderer/state/b.ts', `import type { ReactNode } from 'react';`],
  ['renderer/state/c.ts', `import { bridge } from '../client/bridge.ts';`],
  // Code used everywhere imports nothing specific.
  ['renderer/ui/a.ts', `import { useApp } from '../client/use-app.ts';`],
  ['renderer/ui/b.ts', `import { x } from '../features/chat/page/turns.ts';`],
  ['renderer/ui/c.ts', `import type { Settings } from '../../shared/model/settings.ts';`],
  [
    'renderer/markdown/view/a.ts',
    `import type { X } from '../../../shared/model/conversation.ts';`,
  ],
  ['renderer/markdown/view/b.ts', `import { useApp } from '../../client/use-app.ts';`],
  ['renderer/common/a.ts', `import { x } from '../features/chat/page/turns.ts';`],
  ['renderer/client/a.ts', `import { x } from '../common/price-text.ts';`],
  // Processes do not import each other.
  ['renderer/client/b.ts', `import { x } from '../../main/disk/files.ts';`],
  ['renderer/client/c.ts', `import { readFile } from 'node:fs/promises';`],
  ['renderer/client/d.ts', `import { ipcRenderer } from 'electron';`],
  ['main/turns/a.ts', `import { x } from '../../renderer/common/price-text.ts';`],
  ['shared/model/a.ts', `import { x } from '../../main/disk/files.ts';`],
  ['shared/model/b.ts', `import { join } from 'node:path';`],
  ['shared/search/c.ts', `import { useState } from 'react';`],
  ['shared/contract/d.ts', `import OpenAI from 'openai';`],
  ['preload/a.ts', `import { x } from '../shared/model/tree.ts';`],
  // Electron, its store, OpenAI's types and the network each have a room.
  ['main/index.ts', `import { app } from 'electron';`],
  ['main/app/a.ts', `import type { BrowserWindow } from 'electron';`],
  ['main/turns/b.ts', `import { app } from 'electron';`],
  ['main/turns/c.ts', `import type OpenAI from 'openai';`],
  ['main/providers/d.ts', `import type { APIError } from 'openai/error';`],
  ['main/providers/e.ts', `import Store from 'electron-store';`],
  ['main/turns/d.ts', `import { request } from 'undici';`],
  ['main/electron/a.ts', `import { ipcMain } from 'electron';`],
  ['main/electron/b.ts', `import { ipcRenderer } from 'electron';`],
  ['main/electron/c.ts', `export const x = (w: any) => w.webContents.send('x');`],
  ['main/electron/d.ts', `export const x = (contents: any) => contents.send('x');`],
  ['main/electron/e.ts', `export const x = (event: any) => event.sender.send('x');`],
  ['main/turns/e.ts', `export const x = () => fetch('http://x/');`],
  ['main/app/f.ts', `export const x = () => globalThis.fetch('http://x/');`],
  ['main/tools/a.ts', `export const x = { fetch };`],
  ['main/tools/b.ts', `export const x = (open: (f: unknown) => void) => open(fetch);`],
  ['main/tools/c.ts', `export const x = globalThis['fetch'];`],
  ['main/tools/i.ts', `export const x = fetch as unknown;`],
  ['main/tools/d.ts', `export const x = () => new WebSocket('wss://x/');`],
  ['main/tools/e.ts', `import { Agent } from 'undici';`],
  ['main/tools/f.ts', `import { request } from 'node:http';`],
  ['main/tools/g.ts', `import http from 'node:http';`],
  ['main/tools/h.ts', `import { createServer } from 'node:https';`],
  ['main/attachments/a.ts', `export const x = () => fetch('http://x/');`],
  ['main/attachments/b.ts', `import { request } from 'undici';`],
  // The rooms of main.
  ['main/turns/f.ts', `import { x } from '../store/index.ts';`],
  ['main/turns/g.ts', `import type { Store } from '../store/index.ts';`],
  ['main/conversations/a.ts', `import type { DraftStore } from '../store/drafts.ts';`],
  [
    'main/store/a.ts',
    `import { createConversationService } from '../conversations/conversation-service.ts';`,
  ],
  ['main/wire/a.ts', `import { x } from '../providers/registry.ts';`],
  ['main/local-api/a.ts', `import type { Core } from '../app/core.ts';`],
  ['main/confined/a.ts', `import { x } from '../transfer/transfer.ts';`],
  ['main/disk/a.ts', `import { x } from '../store/index.ts';`],
  ['main/providers/f.ts', `import { createCore } from '../app/core.ts';`],
  // Messages are taken in the language of the moment.
  ['renderer/features/find/k.ts', `export const label = t('find.title');`],
  ['shared/words/a.ts', `export const words = { ask: [t('room.ask')] };`],
  // Sentences are made where they are shown, not kept.
  [
    'renderer/features/find/l.ts',
    `import { t } from '../../../shared/language/translate.ts'; import { sentenceOf } from '../../../shared/words/error-words.ts'; export const x = (e: E) => setProblem(e === null ? null : sentenceOf(e));`,
  ],
  [
    'renderer/features/find/m.ts',
    `import { t } from '../../../shared/language/translate.ts'; import { sentenceOf } from '../../../shared/words/error-words.ts'; export const x = (e: E) => { const said = { said: [e].map(sentenceOf) }; setList((before) => [...before, said]); };`,
  ],
  [
    'renderer/features/find/n.ts',
    `import { t } from '../../../shared/language/translate.ts'; import { sentenceOf } from '../../../shared/words/error-words.ts'; export const x = () => { const [said] = useState(() => t('find.title')); return said; };`,
  ],
  // No loose files.
  ['main/loose.ts', `export const x = 1;`],
  ['renderer/loose.tsx', `export const x = 1;`],
  ['renderer/features/loose.ts', `export const x = 1;`],
  ['main/turns/h.ts', `import { x } from '../loose.ts';`],
];

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['renderer/features/chat/log/y.ts', `import { x } from '../page/turns.ts'; export { x };`],
  ['renderer/features/chat/z.ts', `import { useApp } from '../../client/use-app.ts'; useApp();`],
  [
    'renderer/features/chat/log/state.ts',
    `import type { X } from '../../../state/app-state.ts'; export type { X };`,
  ],
  ['renderer/app/y.ts', `export const x = () => import('../features/about/about-dialog.tsx');`],
  ['renderer/markdown/view/y.ts', `export { x } from '../../../shared/model/text-log.ts';`],
  [
    'main/store/conversations/y.ts',
    `import type { X } from '../../conversations/ports.ts'; export type { X };`,
  ],
  ['main/store/y.ts', `export { x } from './conversations/journal.ts';`],
  [
    'main/wire/y.ts',
    `import OpenAI from 'openai'; export const x = () => [OpenAI, fetch('http://x/')];`,
  ],
  ['main/electron/ipc.ts', `import { ipcMain } from 'electron'; export { ipcMain };`],
  ['main/electron/clients.ts', `export const x = (w: W) => w.webContents.send('x');`],
  [
    'main/app/y.ts',
    `import { x } from '../electron/platform.ts'; export const y = (fetch: F) => fetch(x);`,
  ],
  ['main/web/y.ts', `import { Agent } from 'undici'; export const x = [Agent, fetch];`],
  [
    'main/tools/y.ts',
    `import { createServer } from 'node:http'; type F = typeof globalThis.fetch; export type G = typeof fetch; export type S = WebSocket; export const x = (fetch: F) => ({ fetch, createServer });`,
  ],
  ['preload/y.ts', `import { ipcRenderer } from 'electron'; ipcRenderer.send('x');`],
  [
    'renderer/features/find/y.ts',
    `import { t } from '../../../shared/language/translate.ts'; import { sentenceOf } from '../../../shared/words/error-words.ts'; export const x = (e: E) => { setProblem(e); say(() => sentenceOf(e)); setTimeout(() => shout(t('find.title'))); };`,
  ],
  ['shared/words/y.ts', `export const words = { ask: () => t('room.ask') };`],
  ['shared/model/y.ts', `import * as z from 'zod'; export { z };`],
];

const isWall = ({ rule }: Finding): boolean => rule.startsWith('walls');

/** A room without `*`, and a file in it. */
const isFile = (room: string): boolean => /\.\w+$/.test(room);
const placeOf = (room: string): string => room.replace('*', 'chat');
const fileIn = (room: string): string => (isFile(room) ? room : `${placeOf(room)}/probe.ts`);

describe('the walls', () => {
  let findings: readonly Finding[] = [];
  beforeAll(async () => {
    findings = await lint([...forbidden, ...allowed].map(([file, code]) => ({ file, code })));
  });

  it('let nothing through that is forbidden', () => {
    const missed = forbidden.filter(
      ([file]) => !findings.some((finding) => isWall(finding) && finding.file === file),
    );
    expect(missed).toEqual([]);
  });

  it('are no obstacle to what is allowed', () => {
    const files = allowed.map(([file]) => file);
    expect(findings.filter((finding) => isWall(finding) && files.includes(finding.file))).toEqual(
      [],
    );
  });

  it('stand between every two rooms as the table says', async () => {
    const names = Object.keys(rooms);
    const specifier = (from: string, to: string): string => {
      const path = posix.relative(
        posix.dirname(fileIn(from)),
        fileIn(to).replace('probe', 'other'),
      );
      return path.startsWith('.') ? path : `./${path}`;
    };
    const between = await lint(
      names.map((from) => ({
        file: fileIn(from),
        code: names
          .flatMap((to, index) => [
            `import { a as a${index} } from '${specifier(from, to)}';`,
            `import type { A as A${index} } from '${specifier(from, to)}';`,
          ])
          .join('\n'),
      })),
    );
    for (const from of names) {
      const found = between.filter((finding) => isWall(finding) && finding.file === fileIn(from));
      const lines = new Set(found.map(({ line }) => line));
      const { uses, types = [] } = rooms[from] ?? { uses: [] };
      const expected = names.flatMap((to, index) => {
        const values = from === to || uses.includes(to);
        return [
          ...(values ? [] : [index * 2 + 1]),
          ...(values || types.includes(to) ? [] : [index * 2 + 2]),
        ];
      });
      expect([from, ...lines]).toEqual([from, ...expected]);
    }
  });

  it('leave no way round in a circle', () => {
    const below = (room: string, above: readonly string[]): void => {
      if (above.includes(room)) throw new Error([...above, room].join(' → '));
      const { uses, types = [] } = rooms[room] ?? { uses: [] };
      for (const next of [...uses, ...types]) below(next, [...above, room]);
    };
    for (const room of Object.keys(rooms)) below(room, []);
  });

  it('name only rooms that are there', () => {
    const known = new Set(Object.keys(rooms));
    const named = Object.values(rooms).flatMap(({ uses, types = [] }) => [...uses, ...types]);
    expect(named.filter((room) => !known.has(room) && !isFile(room))).toEqual([]);
  });
});
