import { describe, expect, it } from 'vitest';
import type { AskReason, PendingCall } from '../../../../../src/shared/model/tools.ts';
import {
  ApprovalRow,
  type ApprovalRowProps,
} from '../../../../../src/renderer/features/chat/approval/approval-row.tsx';
import { draw, textIn } from '../tools/draw.tsx';

const call: PendingCall = {
  callId: 'c',
  key: 'a1/write_file',
  source: 'a1',
  sourceName: 'filesystem',
  title: 'Save a note',
  hints: { isReadOnly: false, isDestructive: true, reachesInternet: false },
  arguments: '{"path":"/tmp/a\u202Etxt"}',
  reason: { kind: 'not_allowed_yet' },
};

const row = (rest: Partial<PendingCall> = {}, props: Partial<ApprovalRowProps> = {}): string =>
  draw(
    <ApprovalRow
      call={{ ...call, ...rest }}
      isTemporary={false}
      decided={null}
      onDecide={() => {
        throw new Error('Nobody clicked.');
      }}
      {...props}
    />,
  );

const answers = (html: string): readonly string[] =>
  [...html.matchAll(/data-decision="[^"]*"[^>]*>([^<]*)/gu)].map(([, text = '']) => text);

const because = (reason: AskReason): string => row({ reason });

describe('a call that waits', () => {
  it('says what would run, where, and with which values, with what is hidden in them', () => {
    const html = row();
    expect(html).toContain('role="group" aria-label="Allow write_file?"');
    const text = textIn(html);
    expect(text).toContain('On filesystem, which calls it “Save a note”');
    expect(textIn(row({ title: 'Write File' }))).toContain('On filesystem. It says');
    expect(text).toContain('It says that it may delete or overwrite.');
    expect(text).toContain('"path": "/tmp/a[U+202E]txt"');
  });

  it('shows arguments that are no JSON as they are', () => {
    expect(textIn(row({ arguments: '{"a":' }))).toContain('{"a":');
  });

  it('offers every answer by its name, the safe one last', () => {
    expect(answers(row())).toEqual([
      'Allow once',
      'Allow in this conversation',
      'Always allow',
      'Never allow',
      'Deny',
    ]);
    expect(answers(row({ assistant: 'Helper' }))).toContain('Always allow with Helper');
    const hints = { ...call.hints, isReadOnly: true };
    expect(answers(row({ hints }))).toContain('Always allow read-only tools of filesystem');
    const web = { key: 'web/read_page', source: 'web', sourceName: '', title: '' };
    const html = row({ ...web, hints });
    expect(answers(html)).toContain('Always allow read-only tools of Web');
    expect(html).toContain('aria-label="Allow Read a page?"');
  });

  it('shows word by word what has changed', () => {
    const html = because({ kind: 'changed', before: 'Adds two', after: 'Adds and sends two' });
    expect(html).toMatch(/<ins[^>]*>and sends <\/ins>/u);
  });

  it('shows a foreign address whole, and offers nothing for good', () => {
    const url = `https://example.org/?leak=${'x'.repeat(2000)}`;
    const html = because({ kind: 'unknown_address', url });
    expect(textIn(html)).toContain(url);
    expect(answers(html)).toEqual(['Allow once', 'Allow in this conversation', 'Deny']);
    expect(textIn(because({ kind: 'private_address', host: '192.168.0.1' }))).toContain(
      'your local network:192.168.0.1',
    );
  });

  it('says in a temporary conversation that a server may keep what it gets', () => {
    const traces = 'This leaves traces outside the temporary conversation: filesystem gets';
    expect(textIn(row())).not.toContain(traces);
    expect(textIn(row({}, { isTemporary: true }))).toContain(traces);
    const asked = row({ reason: { kind: 'leaves_traces' } }, { isTemporary: true });
    expect(textIn(asked)).toContain('You always allow this tool.');
    expect(answers(asked)).toEqual(['Allow once', 'Allow in this conversation', 'Deny']);
    const web = { key: 'web/read_page', source: 'web', sourceName: '', title: '' };
    expect(textIn(row(web, { isTemporary: true }))).toContain('conversation: the web gets');
    const own = { key: 'history/search_history', source: 'history', sourceName: '', title: '' };
    expect(textIn(row(own, { isTemporary: true }))).not.toContain('leaves traces');
  });

  it('says what was decided, in its place', () => {
    expect(textIn(row({}, { decided: 'conversation' }))).toBe(
      'write_file: Allowed in this conversation',
    );
    expect(answers(row({}, { decided: 'elsewhere' }))).toEqual([]);
  });
});
