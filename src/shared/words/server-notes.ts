import type { ParleyError } from '../model/errors.ts';
import { sentenceOf } from './error-words.ts';

/** A note from Parley in the log of a tool server. */
export type ServerNote =
  | { readonly kind: 'start'; readonly command: string }
  | { readonly kind: 'connect'; readonly address: string }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  | { readonly kind: 'signed_in' }
  /** The server exited at the request for its era. */
  | { readonly kind: 'older_era' }
  | { readonly kind: 'older_http' }
  | { readonly kind: 'no_older_http'; readonly said: string }
  | { readonly kind: 'will_not_end' }
  /** A line on standard output that is not a message. */
  | { readonly kind: 'noise'; readonly line: string }
  | { readonly kind: 'more_noise' }
  | { readonly kind: 'message_too_large'; readonly megabytes: number }
  | { readonly kind: 'tool_unnamed' }
  | { readonly kind: 'tool_twice'; readonly name: string }
  | {
      readonly kind: 'tool_unusable';
      readonly name: string;
      readonly problem: 'too_large' | 'bad_schema';
    }
  | { readonly kind: 'list_unread'; readonly said: string }
  /** A result does not match the tool's output schema. */
  | { readonly kind: 'result_mismatch'; readonly tool: string; readonly said: string }
  /** Bytes of a result could not be stored. */
  | { readonly kind: 'result_unkept'; readonly name: string; readonly said: string }
  /** A request to the person was declined without asking. */
  | { readonly kind: 'request_declined'; readonly reason: keyof typeof declinedWords }
  /** A protocol error that did not end a call or the connection. */
  | { readonly kind: 'protocol'; readonly said: string };

const problemWords = {
  too_large: 'its definition is too large',
  bad_schema: 'the schema of its arguments cannot be read',
} as const;

const declinedWords = {
  address:
    'it wanted an address opened that is neither https nor on this computer, hides a name or is too long',
  form_too_large: 'its form has too many fields or choices',
  form_unusable: 'its form cannot be read',
  sampling_too_large: 'its question to the model is empty or too long',
  sampling_tools: 'it wants its own tools used by your model, which Parley does not do',
  nobody_there: 'no window of Parley is open',
  too_many_waiting: 'as many as may wait are waiting already',
  too_often: 'it asks too often',
  no_model: 'there is no model that could answer',
} as const;

/** Words a note for the log of a tool server. */
export function noteWords(note: ServerNote): string {
  switch (note.kind) {
    case 'start':
      return `Start: ${note.command}`;
    case 'connect':
      return `Connect to ${note.address}`;
    case 'failed': {
      const { detail } = note.error;
      return sentenceOf(note.error) + (detail === undefined ? '' : `\n${detail}`);
    }
    case 'signed_in':
      return 'You signed in.';
    case 'older_era':
      return 'It ended when it was asked for its era. It is started again as a server of the older era.';
    case 'older_http':
      return 'It does not speak Streamable HTTP. The older HTTP with SSE is tried.';
    case 'no_older_http':
      return `It does not speak the older HTTP with SSE either: ${note.said}`;
    case 'will_not_end':
      return 'It could not be ended.';
    case 'noise':
      return `Not a message, on standard output: ${note.line}`;
    case 'more_noise':
      return 'Further lines of this kind are not noted.';
    case 'message_too_large':
      return `A message of more than ${note.megabytes} MB was dropped.`;
    case 'tool_unnamed':
      return 'A tool without a usable name was left out.';
    case 'tool_twice':
      return `A second tool named ${note.name} was left out.`;
    case 'tool_unusable':
      return `The tool ${note.name} was left out: ${problemWords[note.problem]}.`;
    case 'list_unread':
      return `The changed list of tools could not be read: ${note.said}`;
    case 'result_mismatch':
      return `The result of ${note.tool} is not what the tool announces: ${note.said}`;
    case 'result_unkept':
      return `${note.name} could not be kept: ${note.said}`;
    case 'request_declined':
      return `A request to you was declined without asking: ${declinedWords[note.reason]}.`;
    case 'protocol':
      return note.said;
  }
}
