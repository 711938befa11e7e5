import { describe, expect, it } from 'vitest';
import {
  ToolLine,
  type ToolLineProps,
} from '../../../../../src/renderer/features/chat/tools/tool-line.tsx';
import { callWords } from '../../../../../src/shared/words/tool-words.ts';
import { draw, textIn } from './draw.tsx';

const line = (props: Partial<ToolLineProps>): string =>
  draw(
    <ToolLine
      name="echo on everything"
      said="Using echo on everything"
      state="running"
      waits={false}
      more=""
      elapsed={null}
      progress={null}
      isOpen={false}
      onOpen={() => {
        throw new Error('Nobody clicked.');
      }}
      {...props}
    >
      <p>details</p>
    </ToolLine>,
  );

describe('the line of a call', () => {
  it('is a group with a name and a state, closed', () => {
    const html = line({});
    expect(html).toContain('role="group" aria-label="echo on everything" data-state="running"');
    expect(html).toContain('aria-expanded="false"');
    expect(html).not.toContain('details');
    expect(line({ isOpen: true })).toContain('details');
  });

  it('tells the time from the first second on', () => {
    expect(textIn(line({ elapsed: 0 }))).toBe('Using echo on everything');
    expect(textIn(line({ elapsed: 65 }))).toBe('Using echo on everything1 min 5 s');
  });

  it('has a bar when the end is known, and the message of the tool', () => {
    const html = line({ progress: { done: 3, total: 4, message: 'Third file' } });
    expect(html).toMatch(/<progress[^>]* value="3" max="4"/u);
    expect(textIn(html)).toContain('Third file');
    const open = line({ progress: { done: 3, total: null, message: '' } });
    expect(open).not.toContain('<progress');
    expect(line({ progress: { done: 9, total: 4, message: '' } })).toContain('value="4"');
  });

  it('stays on one line, whatever the texts are', () => {
    const html = line({ more: `a\n\tb\u202E${'x'.repeat(1000)}` });
    expect(textIn(html)).toContain('a b[U+202E]xxx');
    expect(textIn(html).length).toBeLessThan(400);
  });

  it('keeps the words of others apart without showing the marks for it', () => {
    const server = '\u0645\u0644\u0641';
    const call = callWords({
      name: 'read',
      tool: { key: 'a1/read', title: '', server },
      state: 'running',
      waits: false,
      given: '',
    });
    expect(call).toContain(`\u2068${server}\u2069`);
    const html = line({ said: call, name: call });
    expect(textIn(html)).toContain(call);
    expect(html).not.toContain('[U+');
  });
});
