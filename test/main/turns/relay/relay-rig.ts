import { expect } from 'vitest';
import type { ChatStep, TurnEvent } from '../../../../src/shared/model/chat-event.ts';
import { streamedText } from '../../../../src/shared/model/conversation-views.ts';
import type { Events } from '../../../../src/shared/contract/index.ts';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import { newsIn } from '../../../../src/main/turns/active-turn.ts';
import { createAnswer } from '../../../../src/main/turns/answer.ts';
import {
  createTurnRelay,
  type RelayEventName,
  type TurnNews,
  type TurnRelay,
} from '../../../../src/main/turns/relay/relay.ts';

/** The streamed content of a part. */
type Streamed = 'text' | 'reasoning' | 'arguments';

/** One event sent. The event that announces a text or reasoning has the name of the text in it. */
export type Sent =
  | { readonly name: Streamed; readonly seq: number; readonly text: string }
  | { readonly name: 'turn'; readonly seq: number; readonly event: Events['turn'] };

/** A part as seen by a window that receives everything. */
export interface Shown {
  readonly part: Part;
  text: string;
}

/** A relay of turn 7, fed with the changes of an answer, with everything it sent. */
export interface Rig {
  readonly relay: Omit<TurnRelay, 'push'> & { readonly push: (step: ChatStep) => void };
  readonly sent: Sent[];
  /** Everything sent, as it was sent. */
  readonly raw: (TurnEvent | Events['text'])[];
  /** Everything the relay received. */
  readonly given: TurnNews[];
  readonly text: (name?: Streamed) => string;
  /**
   * The parts of the answer in main, and those of a window that attached last and received the
   * rest.
   */
  readonly parts: () => readonly Part[];
  readonly shown: () => readonly Shown[];
}

function shownOf(part: Part): Shown {
  return { part, text: streamedText(part) ?? '' };
}

function nameOf(part: Part | undefined): Streamed {
  if (part?.kind === 'text' || part?.kind === 'reasoning') return part.kind;
  expect(part?.kind).toBe('tool_call');
  return 'arguments';
}

/** Makes a {@link Rig}. */
export function rig(): Rig {
  const sent: Sent[] = [];
  const raw: Rig['raw'] = [];
  const given: TurnNews[] = [];
  const answer = createAnswer([], () => 0);
  let shown: Shown[] = [];

  const show = (event: TurnEvent): void => {
    if (event.kind === 'part') {
      expect(event.index).toBe(shown.length);
      shown.push(shownOf(event.part));
    } else if (event.kind === 'call') {
      const held = shown[event.index];
      expect(held?.part.kind).toBe('tool_call');
      if (held?.part.kind === 'tool_call') {
        shown[event.index] = { ...held, part: event.call };
      }
    } else if (event.kind === 'moved') {
      const [from, to] = [shown[event.from], shown[event.to]];
      if (from === undefined || to === undefined) throw new Error('A part that is not there moved');
      const kept = from.text.length - event.length;
      to.text += from.text.slice(kept);
      from.text = from.text.slice(0, kept);
      if (from.text === '') shown.splice(event.from, 1);
    }
  };

  const relay = createTurnRelay({
    turn: 7,
    send<N extends RelayEventName>(name: N, payload: Events[N]) {
      if (name === 'turn') {
        const event = payload as Events['turn'];
        expect(event.turn).toBe(7);
        raw.push(event);
        show(event);
        const isText =
          event.kind === 'part' &&
          (event.part.kind === 'text' || event.part.kind === 'reasoning') &&
          event.part.text !== '';
        if (isText && 'text' in event.part) {
          sent.push({ name: event.part.kind, seq: event.seq, text: event.part.text });
        } else sent.push({ name: 'turn', seq: event.seq, event });
        return;
      }
      const batch = payload as Events['text'];
      const [turn, seq, index, text] = batch;
      expect(turn).toBe(7);
      raw.push(batch);
      const held = shown[index];
      if (held === undefined) throw new Error(`Text for part ${index}, which was not announced`);
      held.text += text;
      sent.push({ name: nameOf(held.part), seq, text });
    },
  });

  const push = (step: ChatStep): void => {
    const news = newsIn(step);
    for (const each of [...answer.push(step), ...(news === null ? [] : [news])]) {
      given.push(each);
      relay.push(each);
    }
  };
  const attach = (): void => {
    relay.attach();
    shown = answer.parts().map(shownOf);
  };
  const text = (name: Streamed = 'text'): string =>
    sent.map((one) => (one.name === name ? one.text : '')).join('');
  return {
    relay: { ...relay, push, attach },
    sent,
    raw,
    given,
    text,
    parts: answer.parts,
    shown: () => shown,
  };
}

/** A step with text. */
export const delta = (text: string): ChatStep => ({ kind: 'delta', text });
/** A step with reasoning. */
export const reasoning = (text: string): ChatStep => ({ kind: 'reasoning', text });
/** An end. */
export const finished: ChatStep = { kind: 'finished', finishReason: 'stop' };
