import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { AnswerSteps } from '../answers/answer-steps.ts';
import { readCitations } from '../answers/citations.ts';
import type { ReasoningBefore } from '../answers/opaque.ts';
import { pictureAddress } from '../answers/sent-pictures.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';
import { replayable } from './input.ts';
import { createOutputItems, kindOfItem, type OutputItem } from './items.ts';
import { reasoningTrail } from './reasoning-trail.ts';

/** What becomes of events, as steps of the answer. */
type Steps = readonly ChatStep[];
/** Whether words are the answer or its reasoning. */
export type Voice = 'text' | 'reasoning';

/** Separates the parts of one text, and messages that follow each other. */
const apart = '\n\n';
/** Names the arguments among the parts of a call. */
const argumentsKey = 'arguments';

/** The texts of a finished item by the key that their deltas have. */
function textsOf(
  parts: unknown,
  what: 'summary' | 'content',
): readonly (readonly [string, string])[] {
  return asArray(parts).map((value, at) => {
    const part = asObject(value) ?? {};
    return [`${what} ${String(at)}`, asText(part['text']) || asText(part['refusal'])];
  });
}

/** The output of one response as it grows. Events name an item by its place or its id. */
export interface Output {
  readonly open: (event: Json) => Steps;
  readonly finish: (event: Json) => Steps;
  /** `key`: the part of the item. */
  readonly grow: (event: Json, key: string, voice: Voice, text: string) => Steps;
  /** Takes the whole text of a part. */
  readonly settle: (event: Json, key: string, voice: Voice, whole: string) => Steps;
  readonly growCall: (event: Json, text: string) => Steps;
  readonly settleCall: (event: Json, whole: string) => Steps;
  /** Reasoning to be sent back. */
  readonly trail: () => readonly ReasoningBefore[];
  /** Items and parts so far, which have a limit. */
  readonly count: () => number;
}

/** Tells the texts of an answer, and keeps those apart that are not one. */
function createSpeaker(answer: AnswerSteps) {
  let last: Voice | null = null;
  return {
    pause(): void {
      last = null;
    },
    say(voice: Voice, text: string, isNew: boolean): Steps {
      if (text === '') return [];
      const joined = isNew && last === voice ? apart + text : text;
      last = voice;
      return voice === 'text' ? answer.text(joined) : answer.reasoning(joined);
    },
  };
}

/** Creates it for one answer. */
export function createOutput(answer: AnswerSteps): Output {
  const items = createOutputItems();
  const speaker = createSpeaker(answer);
  /** The numbers of calls, in the order in which they were told. */
  const callNumbers = new Map<string, number>();

  const growPart = (item: OutputItem, key: string, voice: Voice, text: string): Steps => {
    const part = items.part(item, key);
    // An item that was never opened is what its text is.
    item.kind ??= voice === 'text' ? 'message' : 'reasoning';
    if (part.isOver || text === '') return [];
    part.pieces.push(text);
    return speaker.say(voice, text, part.pieces.length === 1);
  };

  /**
   * Adds what the deltas left out. A whole text that differs from them changes nothing: they are on
   * show already.
   */
  const settlePart = (item: OutputItem, key: string, voice: Voice, whole: string): Steps => {
    const part = items.part(item, key);
    if (part.isOver) return [];
    const soFar = part.pieces.join('');
    const steps = whole.startsWith(soFar)
      ? growPart(item, key, voice, whole.slice(soFar.length))
      : [];
    part.isOver = true;
    part.pieces = [];
    return steps;
  };

  const callSteps = ({ call }: OutputItem, text: string): Steps => {
    if (call === null) return [];
    speaker.pause();
    const { id, name } = call;
    return answer.calls([{ index: null, id, name, arguments: text, extra: null }]);
  };

  const settleArguments = (item: OutputItem, whole: string): Steps => {
    const part = items.part(item, argumentsKey);
    if (part.isOver || item.call === null) return [];
    const soFar = part.pieces.join('');
    part.isOver = true;
    part.pieces = [];
    return whole.startsWith(soFar) ? callSteps(item, whole.slice(soFar.length)) : [];
  };

  /** Names a call, and tells what came of its arguments before. */
  const nameCall = (item: OutputItem, given: Json): Steps => {
    const name = asText(given['name']);
    if (item.call !== null || name === '') return [];
    const wanted = asText(given['call_id']) || asText(given['id']) || 'call';
    let id = wanted;
    for (let count = 2; callNumbers.has(id); count += 1) id = `${wanted}_${String(count)}`;
    callNumbers.set(id, callNumbers.size);
    item.call = { id, name };
    return callSteps(item, items.part(item, argumentsKey).pieces.join(''));
  };

  const settleTexts = (item: OutputItem, given: Json, voice: Voice): Steps => {
    const texts = [
      ...textsOf(given['summary'], 'summary'),
      ...textsOf(given['content'], 'content'),
    ];
    return texts.flatMap(([key, text]) => settlePart(item, key, voice, text));
  };

  const openItem = (item: OutputItem, given: Json): Steps => {
    item.kind ??= kindOfItem(asText(given['type']));
    return item.kind === 'call' ? nameCall(item, given) : [];
  };

  const finishItem = (item: OutputItem, given: Json): Steps => {
    if (item.isOver) return [];
    const opened = openItem(item, given);
    item.isOver = true;
    switch (item.kind) {
      case 'message':
        for (const part of asArray(given['content'])) {
          answer.cite(readCitations({}, asObject(part) ?? {}));
        }
        return settleTexts(item, given, 'text');
      case 'reasoning':
        item.replay = replayable(given);
        return settleTexts(item, given, 'reasoning');
      case 'call':
        return [...opened, ...settleArguments(item, asText(given['arguments']))];
      case 'picture': {
        speaker.pause();
        const address = pictureAddress(given);
        return address === null ? [] : answer.picture(address);
      }
      case 'other':
      case null:
        speaker.pause();
        return [];
    }
  };

  const givenIn = (event: Json): Json => asObject(event['item']) ?? {};
  return {
    open: (event) => openItem(items.of(event), givenIn(event)),
    finish: (event) => finishItem(items.of(event), givenIn(event)),
    grow: (event, key, voice, text) => growPart(items.of(event), key, voice, text),
    settle: (event, key, voice, whole) => settlePart(items.of(event), key, voice, whole),
    growCall(event, text) {
      const item = items.of(event);
      const part = items.part(item, argumentsKey);
      item.kind ??= 'call';
      if (part.isOver || text === '') return [];
      part.pieces.push(text);
      return callSteps(item, text);
    },
    settleCall: (event, whole) => settleArguments(items.of(event), whole),
    trail: () => reasoningTrail(items.inOrder(), (id) => callNumbers.get(id)),
    count: items.count,
  };
}
