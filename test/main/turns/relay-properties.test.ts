import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Events } from '../../../src/shared/contract/index.ts';
import { delta, finished, reasoning, rig } from './relay-rig.ts';

type Action =
  | { readonly do: 'push'; readonly step: ChatStep }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'acknowledge'; readonly behind: number }
  | { readonly do: 'attach' };

const pieces = fc.oneof(
  fc.constantFrom('', 'x', ' word', '\n\n', '\ud83d', '\ude00', '😀', 'y'.repeat(5000)),
  fc.string({ maxLength: 8 }),
);
const steps: fc.Arbitrary<ChatStep> = fc.oneof(
  { weight: 8, arbitrary: pieces.map(delta) },
  { weight: 3, arbitrary: pieces.map(reasoning) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b'), pieces)
      .map(([callId, argumentsDelta]): ChatStep => ({
        kind: 'tool',
        callId,
        name: 't',
        argumentsDelta,
      })),
  },
);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: steps.map((step) => ({ do: 'push' as const, step })) },
  { weight: 4, arbitrary: fc.nat(40).map((ms) => ({ do: 'pass' as const, ms })) },
  { weight: 3, arbitrary: fc.nat(2).map((behind) => ({ do: 'acknowledge' as const, behind })) },
  { weight: 1, arbitrary: fc.constant({ do: 'attach' as const }) },
);

/** What was said, in order, neighbours of a kind joined: equal for what went in and what came out. */
function said(events: readonly (readonly [kind: string, text: string])[]): readonly string[] {
  const joined: { kind: string; text: string }[] = [];
  for (const [kind, text] of events) {
    if (text === '' && !kind.startsWith('tool')) continue;
    const last = joined.at(-1);
    if (last?.kind === kind) last.text += text;
    else joined.push({ kind, text });
  }
  return joined.map(({ kind, text }) => `${kind}:${text}`);
}

function kindAndText(step: ChatStep | Events['turn']): readonly [string, string] {
  if (step.kind === 'tool') return [`tool ${step.callId}`, step.argumentsDelta];
  return [step.kind, 'text' in step ? step.text : ''];
}

describe('whatever happens, the relay', () => {
  it('keeps the order, loses and doubles nothing, and never has more than two batches out', () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 200 }), (all) => {
        const { relay, time, sent } = rig();
        const pushed: ChatStep[] = [];
        let acknowledged = 0;
        for (const action of all) {
          const before = sent.length;
          if (action.do === 'push') {
            pushed.push(action.step);
            relay.push(action.step);
          } else if (action.do === 'pass') {
            time.pass(action.ms);
          } else if (action.do === 'acknowledge') {
            acknowledged = Math.max(acknowledged, relay.seq() - action.behind);
            relay.acknowledge(acknowledged);
          } else {
            relay.attach();
            acknowledged = relay.seq();
          }
          if (action.do !== 'attach' && sent.length > before) {
            expect(relay.seq() - acknowledged).toBeLessThanOrEqual(2);
          }
          expect(relay.seq()).toBe(sent.length);
        }
        relay.push(finished);
        const came = sent.map((one): readonly [string, string] =>
          one.name === 'turn'
            ? kindAndText(one.event)
            : [one.name === 'text' ? 'delta' : 'reasoning', one.text],
        );
        expect(said(came.slice(0, -1))).toEqual(said(pushed.map(kindAndText)));
        expect(came.at(-1)?.[0]).toBe('finished');
        expect(sent.map((one) => one.seq)).toEqual(sent.map((_, index) => index + 1));
        expect(time.waiting()).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('cuts no character that the server sent whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.array(fc.nat(30)),
        (all, waits) => {
          const { relay, time, sent, text } = rig();
          for (let at = 0; at < all.length; at += 1) {
            relay.push(delta(all.charAt(at)));
            time.pass(waits[at % (waits.length || 1)] ?? 0);
            relay.acknowledge(relay.seq());
          }
          relay.push(finished);
          expect(text()).toBe(all);
          for (const one of sent)
            if (one.name === 'text') expect(one.text.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  it('shows a window that attaches exactly what its snapshot does not hold', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(actions), fc.array(actions), (wasAway, first, second) => {
        const { relay, time, sent } = rig();
        const pushed: ChatStep[] = [];
        const act = (action: Action): void => {
          if (action.do === 'push') {
            pushed.push(action.step);
            relay.push(action.step);
          } else if (action.do === 'pass') time.pass(action.ms);
          else if (action.do === 'acknowledge') relay.acknowledge(relay.seq() - action.behind);
        };
        if (wasAway) relay.detach();
        for (const action of first) act(action);
        relay.attach();
        const textOf = (): string =>
          pushed.map((step) => (step.kind === 'delta' ? step.text : '')).join('');
        const snapshot = { text: textOf(), seq: relay.seq() };
        for (const action of second) act(action);
        relay.push(finished);
        const later = sent.filter((one) => one.seq > snapshot.seq);
        const shown = later.map((one) => (one.name === 'text' ? one.text : '')).join('');
        expect(snapshot.text + shown).toBe(textOf());
        expect(later[0]?.seq).toBe(snapshot.seq + 1);
      }),
    );
  });

  it('sends each character once however slow the window is: bytes grow with the answer only', () => {
    for (const size of [1000, 10_000, 100_000]) {
      const { relay, time, sent, text } = rig();
      for (let at = 0; at < size; at += 1) {
        relay.push(delta('x'));
        if (at % 10 === 0) time.pass(16);
        if (at % 500 === 0) relay.acknowledge(relay.seq());
      }
      relay.push(finished);
      expect(text()).toHaveLength(size);
      expect(sent.length).toBeLessThan(size / 100 + 20);
    }
  });
});
