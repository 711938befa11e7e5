import { homedir, hostname, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { diagnostics, type DiagnosedFacts } from '../../../../src/main/app/library/diagnostics.ts';

const facts: DiagnosedFacts = {
  version: '1.2.3',
  versions: { electron: '45.4.1', chrome: '150.0', node: '24.21.0' },
  conversations: 12,
  streaming: 1,
  providers: ['openai_compatible', 'demo', 'openai_compatible'],
  keyStorage: 'strong',
  storage: {
    kind: 'unsaved',
    reason: {
      code: 'disk_refused',
      params: { disk: { code: 'ENOSPC', said: '/home/ana/secret' } },
    },
    conversationIds: ['01930d2e-7a00-7000-8000-000000000001'],
  },
  readOnly: { why: { kind: 'by_newer', by: '9.9.9' }, copy: null },
  notices: [
    {
      id: 'one',
      tone: 'problem',
      news: { kind: 'conversation_joined', title: 'My secret title' },
    },
    { id: 'two', tone: 'problem', news: { kind: 'folder_open', folder: '/home/ana/secret' } },
  ],
  switches: { API: true, Theme: 'dark' },
  language: 'en-GB',
  memoryBytes: 123_456_789,
  uptimeSeconds: 61.4,
};

test('diagnostics tell versions, counts and states, and nothing of the person', () => {
  const text = diagnostics(facts);
  for (const line of [
    'Parley: 1.2.3',
    'Electron: 45.4.1',
    'Conversations: 12',
    'Providers: openai_compatible × 2, demo × 1',
    'Saving: unsaved: disk_refused, 1 conversations',
    'Library: read-only: by_newer',
    'News: conversation_joined × 1, folder_open × 1',
    'API: true',
    'Memory of main: 123 MB',
    'Up for: 61 s',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  for (const secret of ['secret', 'ana', '01930d2e', homedir(), hostname(), userInfo().username]) {
    expect(text).not.toMatch(new RegExp(`(?<!\\w)${secret}(?!\\w)`, 'i'));
  }
});
