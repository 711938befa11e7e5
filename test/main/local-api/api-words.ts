import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../../src/shared/language/pseudo.ts';

/** What a program writes, which is the same in every language. */
export const programWords: readonly RegExp[] = [
  /"(?:new|no such model|smell|robot|item_reference|file_id|scripted-model|Scripted\/scripted-model)"/gu,
  /\b(?:Authorization: Bearer|Parley-Conversation|localhost)\b/gu,
  /\bGET \/\S*|\b(?:GET|POST)(?:, (?:GET|POST))*\b/gu,
  // Fields of a request, and what a test gives for them.
  /\b(?:messages|input|conversation|system|run_tools|tool_choice|n|store|prompt|background|logprobs|previous_response_id|model|tools|temperature|stream)\b(?:\.\w+)*/gu,
  /\b(?:image_url|item_reference|input_file|ECONNRESET)\b/gu,
  // Types and values of JSON.
  /\b(?:string|number|boolean|array|object|system|developer|user|assistant|tool|function|false)\b/gu,
];

/** What `en-XA` says for a message of the catalogue, with any values. */
export function longerWords(key: keyof typeof english): RegExp {
  const message = pseudoMessage('en-XA', english[key]);
  const pieces = message
    .split(/\{[^{}]*\}/u)
    .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(pieces.join('.*'), 'u');
}
