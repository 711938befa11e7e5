import { expect, test } from 'vitest';
import type { HandlersOf } from '../../../src/shared/contract/handlers.ts';
import { apiCommands } from '../../../src/shared/contract/api.ts';
import { appCommands } from '../../../src/shared/contract/app.ts';
import { assistantCommands } from '../../../src/shared/contract/assistants.ts';
import { attachmentCommands } from '../../../src/shared/contract/attachments.ts';
import { backupCommands } from '../../../src/shared/contract/backup.ts';
import { chatCommands } from '../../../src/shared/contract/chat.ts';
import { contextCommands } from '../../../src/shared/contract/context.ts';
import { conversationCommands } from '../../../src/shared/contract/conversation.ts';
import { commands, type Domains } from '../../../src/shared/contract/index.ts';
import { quickCommands } from '../../../src/shared/contract/desktop/quick.ts';
import { jobCommands } from '../../../src/shared/contract/jobs.ts';
import { libraryCommands } from '../../../src/shared/contract/library.ts';
import { offerCommands } from '../../../src/shared/contract/offers.ts';
import { promptCommands } from '../../../src/shared/contract/prompts.ts';
import { providerCommands } from '../../../src/shared/contract/providers.ts';
import { settingsCommands } from '../../../src/shared/contract/settings.ts';
import { storageCommands } from '../../../src/shared/contract/storage.ts';
import { toolCommands } from '../../../src/shared/contract/tools.ts';
import { transferCommands } from '../../../src/shared/contract/transfer.ts';
import { trashCommands } from '../../../src/shared/contract/trash.ts';
import { undoCommands } from '../../../src/shared/contract/undo/undo.ts';
import { updateCommands } from '../../../src/shared/contract/updates/updates.ts';

const domains: Domains = {
  api: apiCommands,
  app: appCommands,
  assistants: assistantCommands,
  attachments: attachmentCommands,
  backup: backupCommands,
  chat: chatCommands,
  context: contextCommands,
  conversation: conversationCommands,
  jobs: jobCommands,
  library: libraryCommands,
  offers: offerCommands,
  prompts: promptCommands,
  providers: providerCommands,
  quick: quickCommands,
  settings: settingsCommands,
  storage: storageCommands,
  tools: toolCommands,
  transfer: transferCommands,
  trash: trashCommands,
  undo: undoCommands,
  updates: updateCommands,
};

test('every command is in one domain, and all of them are in the contract', () => {
  const names = Object.values(domains).flatMap((domain: object) => Object.keys(domain));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(Object.keys(commands))).toEqual(new Set(names));
});

test('a missing and a surplus handler do not compile', () => {
  // @ts-expect-error `job.cancel` is missing
  const missing: HandlersOf<'jobs'> = {};
  const surplus: HandlersOf<'jobs'> = {
    'job.cancel': () => undefined,
    // @ts-expect-error nobody asks for it
    'job.pause': () => undefined,
  };
  const wrong: HandlersOf<'library'> = {
    'library.search': () => ({ hits: [], kind: 'nothing' }) as never,
    // @ts-expect-error folders are a list
    'library.folders': () => 'none',
    'library.statistics': () => ({}) as never,
  };
  expect([missing, surplus, wrong]).toHaveLength(3);
});

const conversationIds = ['01900000-0000-7000-8000-000000000000'];

test.each([
  [{ conversationIds, patch: { title: ' Zoo ' } }, true],
  [{ conversationIds, patch: { folder: null, pinned: false } }, true],
  [{ conversationIds, patch: { systemPrompt: null } }, true],
  [{ conversationIds, patch: { model: { providerId: 'x', model: 'y' } } }, true],
  [{ conversationIds, patch: { model: { providerId: 'x' } } }, false],
  [{ conversationIds, patch: { title: '  ' } }, false],
  [{ conversationIds, patch: { pinned: 'yes' } }, false],
  [{ conversationIds: [], patch: { pinned: true } }, false],
  [{ conversationIds: ['../secrets'], patch: { pinned: true } }, false],
  [{ conversationIds }, false],
])('what a conversation is changed to is checked: %o', (payload, isTaken) => {
  expect(commands['conversation.update'].input.safeParse(payload).success).toBe(isTaken);
});

test('a patch holds nothing but what can be changed', () => {
  const payload = { conversationIds, patch: { pinned: true, titledBy: 'model', id: 'x' } };
  const { data } = commands['conversation.update'].input.safeParse(payload);
  expect(data?.patch).toEqual({ pinned: true });
});
