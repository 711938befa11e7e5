import { describe, expect, it } from 'vitest';
import type { ToolServer } from '../../../../../src/shared/model/tools.ts';
import {
  changeDraft,
  draftOf,
  draftOfFound,
  inputOf,
  isSound,
  problemsOf,
  usualName,
  type ServerDraft,
} from '../../../../../src/renderer/features/settings/tools/server-draft.ts';

const server: ToolServer = {
  id: 'a',
  name: 'Files',
  isEnabled: true,
  transport: { kind: 'stdio', command: 'npx', arguments: ['-y', 'files', ''], folder: '/tmp' },
  fields: [
    { name: 'ROOT', value: '/home' },
    { name: 'TOKEN', value: null },
  ],
  idleTimeoutSeconds: 30,
  totalTimeoutSeconds: 90,
  usesInstructions: false,
  allowsSampling: true,
  folders: [],
};

const draft = (to: Partial<ServerDraft>): ServerDraft => ({ ...draftOf(null), ...to });

describe('the form of a server', () => {
  it('saves what it began with, and keeps secrets that were not typed again', () => {
    expect(inputOf(draftOf(server), 'a', true)).toEqual({
      ...server,
      fields: [
        { name: 'ROOT', isSecret: false, value: '/home' },
        { name: 'TOKEN', isSecret: true, value: null },
      ],
    });
  });

  it('never takes a kept secret along under another name', () => {
    const renamed = changeDraft(draftOf(server), { kind: 'set_row', id: 1, to: { name: 'OTHER' } });
    expect(problemsOf(renamed).rows.get(1)).toContain('Enter the value again');
    const open = changeDraft(draftOf(server), { kind: 'set_row', id: 1, to: { isSecret: false } });
    expect(isSound(problemsOf(open))).toBe(false);
  });

  it('starts disabled and complete from what another program has', () => {
    const form = {
      name: 'everything',
      isEnabled: false,
      transport: { kind: 'http', url: 'https://a.example/mcp' } as const,
      fields: [{ name: 'Authorization', isSecret: true, value: 'Bearer x' }],
    };
    expect(inputOf(draftOfFound(form), null, false)).toEqual({
      ...form,
      idleTimeoutSeconds: 60,
      totalTimeoutSeconds: 600,
      usesInstructions: true,
      allowsSampling: false,
      folders: [],
    });
  });

  it('takes new fields for secrets, and leaves blank ones out', () => {
    const added = changeDraft(draft({ command: 'x' }), { kind: 'add_row' });
    expect(added.rows).toMatchObject([{ id: 0, isSecret: true }]);
    expect(inputOf(added, null, true).fields).toEqual([]);
    expect(changeDraft(added, { kind: 'remove_row', id: 0 }).rows).toEqual([]);
  });

  it('says what is wrong, and where', () => {
    expect(problemsOf(draft({})).place).toContain('program');
    expect(problemsOf(draft({ kind: 'http', url: 'ftp://a' })).place).toContain('https://');
    expect(problemsOf(draft({ command: 'x', idleTimeout: '0' })).idleTimeout).toContain('3,600');
    expect(problemsOf(draft({ command: 'x', totalTimeout: '1.5' })).totalTimeout).not.toBeNull();
    expect(problemsOf(draft({ command: 'x', folders: '/a\nnotes' })).folders).toContain(
      'full paths',
    );
    expect(problemsOf(draft({ command: 'x', folders: ' ~/a \n\nC:\\b' })).folders).toBeNull();
    expect(inputOf(draft({ command: 'x', folders: ' ~/a \n\n/b' }), null, true).folders).toEqual([
      '~/a',
      '/b',
    ]);
    const row = { name: 'A', value: '1', isSecret: false, kept: null };
    const twice = problemsOf(
      draft({
        command: 'x',
        rows: [
          { ...row, id: 0 },
          { ...row, id: 1 },
        ],
      }),
    );
    expect([...twice.rows.keys()]).toEqual([1]);
    expect(isSound(problemsOf(draft({ command: 'x' })))).toBe(true);
  });

  it('finds a name of its own', () => {
    expect(usualName(draft({ command: '/usr/bin/uvx' }))).toBe('uvx');
    expect(usualName(draft({ command: String.raw`C:\tools\srv.exe` }))).toBe('srv.exe');
    expect(usualName(draft({ kind: 'http', url: 'https://mcp.example.org:8080/x' }))).toBe(
      'mcp.example.org',
    );
  });
});
