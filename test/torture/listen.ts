import type { Events } from '../../src/shared/contract/index.ts';
import { textOf, type Id, type Part } from '../../src/shared/model/conversation.ts';
import type { Life } from './life.ts';
import type { Expected } from './model.ts';
import { newsWords } from '../../src/shared/words/news-words.ts';

/**
 * Follows the events of one life of the program and records them in their conversations. `complain`
 * is called for events that should not occur.
 */
export function createListener(
  known: ReadonlyMap<Id, Expected>,
  complain: (problem: string) => void,
): (life: Life, name: string, payload: unknown) => void {
  /** The turns, with the kinds of their answers' parts. */
  const turns = new Map<
    number,
    { readonly conversationId: Id; readonly messageId: Id; readonly kinds: Part['kind'][] }
  >();

  function onTurn(event: Events['turn']): void {
    if (event.kind === 'part') {
      turns.get(event.turn)?.kinds.push(event.part.kind);
      if (event.part.kind === 'text') addText(event.turn, event.part.text);
    }
    if (event.kind === 'moved') complain('text was moved, which no script asks for');
    if (event.kind !== 'started') return;
    const { conversationId, messageId } = event;
    const expected = known.get(conversationId);
    const before = expected?.rumours.get(messageId);
    const kinds = (before?.parts ?? []).map(({ kind }) => kind);
    turns.set(event.turn, { conversationId, messageId, kinds });
    expected?.heard.set(event.messageId, {
      text: before === undefined ? '' : textOf(before),
      marks: [],
      end: null,
    });
  }

  function onText([turn, , part, text]: Events['text']): void {
    if (turns.get(turn)?.kinds[part] === 'text') addText(turn, text);
  }

  function addText(turn: number, text: string): void {
    const of = turns.get(turn);
    const heard = of && known.get(of.conversationId)?.heard.get(of.messageId);
    if (heard === undefined) return;
    heard.text += text;
    heard.marks.push({ at: Date.now(), length: heard.text.length });
  }

  function onSettled({ conversationId, message }: Events['settled']): void {
    const expected = known.get(conversationId);
    const heard = expected?.heard.get(message.id);
    if (heard !== undefined) heard.end = { at: Date.now(), status: message.status };
    const kept = expected?.messages.get(message.id);
    if (kept !== undefined) expected?.messages.set(message.id, { ...kept, status: message.status });
  }

  return (life, name, payload) => {
    switch (name) {
      case 'message': {
        const { conversationId, message } = payload as Events['message'];
        known.get(conversationId)?.rumours.set(message.id, message);
        return;
      }
      case 'turn': {
        const event = payload as Events['turn'];
        onTurn(event);
        if (event.kind !== 'part') return;
        void life.command('chat.acknowledge', { turn: event.turn, seq: event.seq });
        return;
      }
      case 'text': {
        const batch = payload as Events['text'];
        onText(batch);
        void life.command('chat.acknowledge', { turn: batch[0], seq: batch[1] });
        return;
      }
      case 'settled':
        onSettled(payload as Events['settled']);
        return;
      case 'storage':
        if ((payload as Events['storage']).kind === 'unsaved') complain('something is not saved');
        return;
      case 'notice':
        complain(`the person is told: ${newsWords((payload as Events['notice']).news)}`);
        return;
      default:
    }
  };
}
