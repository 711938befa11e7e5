import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatStep, TextBatch, TurnEvent } from '../../../../src/shared/model/chat-event.ts';
import { streamedText, withStreamedText } from '../../../../src/shared/model/conversation-views.ts';
import {
  toolStateSchema,
  type AttachmentPart,
  type Part,
} from '../../../../src/shared/model/conversation.ts';
import type { TurnNews } from '../../../../src/main/turns/relay/relay.ts';
import { delta, finished, reasoning, rig, type Shown } from './relay-rig.ts';

type Action =
  | { readonly do: 'push'; readonly step: ChatStep }
  | { readonly do: 'acknowledge'; readonly behind: number }
  | { readonly do: 'attach' };

const pieces = fc.oneof(
  fc.constantFrom('', 'x', ' word', '\n\n', '\ud83d', '\ude00', '😀', 'y'.repeat(5000)),
  fc.string({ maxLength: 8 }),
);
const callId = fc.constantFrom('a', 'b');
const picture = { kind: 'image', attachment: 'f'.repeat(64), mediaType: 'image/png', name: 'p' };
const steps: fc.Arbitrary<ChatStep> = fc.oneof(
  { weight: 8, arbitrary: pieces.map(delta) },
  { weight: 3, arbitrary: pieces.map(reasoning) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(callId, fc.constantFrom('t', ''), pieces)
      .map(([callId, name, argumentsDelta]): ChatStep => ({
        kind: 'tool',
        callId,
        name,
        argumentsDelta,
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(callId, fc.constantFrom(...toolStateSchema.options))
      .map(([callId, state]): ChatStep => ({ kind: 'tool_state', callId, state })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(callId, pieces, fc.boolean()).map(([callId, text, isError]): ChatStep => ({
      kind: 'tool_result',
      callId,
      content: [{ kind: 'text', text }],
      isError,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('text' as const, 'reasoning' as const), fc.nat(12))
      .map(([from, length]): ChatStep => ({ kind: 'moved', from, length })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<ChatStep>({
      kind: 'picture',
      url: 'data:',
      part: picture as AttachmentPart,
    }),
  },
);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: steps.map((step) => ({ do: 'push' as const, step })) },
  { weight: 3, arbitrary: fc.nat(2).map((behind) => ({ do: 'acknowledge' as const, behind })) },
  { weight: 1, arbitrary: fc.constant({ do: 'attach' as const }) },
);

/** The content in order, with neighbouring text of a part joined: equal for input and output. */
function said(events: readonly (TurnNews | TextBatch)[]): readonly string[] {
  const all: { about: string; text: string }[] = [];
  const add = (about: string, text: string): void => {
    const last = all.at(-1);
    if (last?.about === about) last.text += text;
    else if (text !== '') all.push({ about, text });
  };
  for (const event of events) {
    if (!('kind' in event)) add(`text of ${event[2]}`, event[3]);
    else if (event.kind === 'grow') add(`text of ${event.index}`, event.text);
    else if (event.kind === 'part') {
      const { index, part } = event;
      all.push({ about: `part ${index}`, text: JSON.stringify(withStreamedText(part, '')) });
      add(`text of ${index}`, streamedText(part) ?? '');
    } else {
      const { turn: _turn, seq: _seq, ...rest } = { turn: 0, seq: 0, ...event };
      all.push({ about: event.kind, text: JSON.stringify(rest) });
    }
  }
  return all.map(({ about, text }) => `${about}: ${text}`);
}

/** The parts as the window has them, without the duration of reasoning, which no event contains. */
function held(parts: readonly Part[]) {
  return parts.map((part) => {
    const { durationMs: _durationMs, ...rest } = { durationMs: 0, ...withStreamedText(part, '') };
    return { part: rest, text: streamedText(part) ?? '' };
  });
}

function seen(shown: readonly Shown[]) {
  return shown.map(({ part, text }) => ({ part: held([part])[0]?.part, text }));
}

function mayWait(news: TurnNews): boolean {
  if (news.kind === 'grow') return true;
  return news.kind === 'part' && streamedText(news.part) !== null;
}

/** Batches that no acknowledgement covers. */
function outstanding(raw: readonly (TurnEvent | TextBatch)[], acknowledged: number): number {
  return raw.filter((one) => {
    if (!('kind' in one)) return one[1] > acknowledged;
    return one.seq > acknowledged && one.kind === 'part' && streamedText(one.part) !== null;
  }).length;
}

describe('whatever happens, the relay', () => {
  it('keeps the order, loses and doubles nothing, and never has more than two batches out', () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 200 }), (all) => {
        const { relay, sent, raw, given, parts, shown } = rig();
        let acknowledged = 0;
        for (const action of all) {
          const before = sent.length;
          const pushed = given.length;
          if (action.do === 'push') {
            relay.push(action.step);
          } else if (action.do === 'acknowledge') {
            acknowledged = Math.max(acknowledged, relay.seq() - action.behind);
            relay.acknowledge(acknowledged);
          } else {
            relay.attach();
            acknowledged = relay.seq();
          }
          // An urgent event may take all earlier text with it.
          const waited = given.slice(pushed).every(mayWait);
          if (action.do !== 'attach' && waited && sent.length > before) {
            expect(outstanding(raw, acknowledged)).toBeLessThanOrEqual(2);
          }
          expect(relay.seq()).toBe(sent.length);
        }
        relay.push(finished);
        expect(said(raw)).toEqual(said(given));
        expect(raw.at(-1)).toMatchObject({ kind: 'finished' });
        expect(seen(shown())).toEqual(held(parts()));
        expect(sent.map((one) => one.seq)).toEqual(sent.map((_, index) => index + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('cuts no character that the server sent whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.array(fc.boolean()),
        (all, asks) => {
          const { relay, sent, text } = rig();
          for (let at = 0; at < all.length; at += 1) {
            relay.push(delta(all.charAt(at)));
            if (asks[at % (asks.length || 1)] ?? true) relay.acknowledge(relay.seq());
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
        const { relay, sent, parts, shown: window } = rig();
        const pushed: ChatStep[] = [];
        const act = (action: Action): void => {
          if (action.do === 'push') {
            pushed.push(action.step);
            relay.push(action.step);
          } else if (action.do === 'acknowledge') relay.acknowledge(relay.seq() - action.behind);
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
        expect(seen(window())).toEqual(held(parts()));
      }),
    );
  });

  it('sends each character once however slow the window is: bytes grow with the answer only', () => {
    for (const size of [1000, 10_000, 100_000]) {
      const { relay, sent, text } = rig();
      for (let at = 0; at < size; at += 1) {
        relay.push(delta('x'));
        if (at % 500 === 0) relay.acknowledge(relay.seq());
      }
      relay.push(finished);
      expect(text()).toHaveLength(size);
      expect(sent.length).toBeLessThan(size / 500 + 5);
    }
  });
});
