import { t } from '../language/translate.ts';
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
  | { readonly kind: 'request_declined'; readonly reason: DeclineReason }
  /** A protocol error that did not end a call or the connection. */
  | { readonly kind: 'protocol'; readonly said: string };

/** Why a request to the person was declined. */
type DeclineReason =
  | 'address'
  | 'form_too_large'
  | 'form_unusable'
  | 'sampling_too_large'
  | 'sampling_tools'
  | 'nobody_there'
  | 'too_many_waiting'
  | 'too_often'
  | 'no_model';

/** Words a note for the log of a tool server. */
export function noteWords(note: ServerNote): string {
  switch (note.kind) {
    case 'start':
      return t('server_note.start', { command: note.command });
    case 'connect':
      return t('server_note.connect', { address: note.address });
    case 'failed': {
      const { detail } = note.error;
      return sentenceOf(note.error) + (detail === undefined ? '' : `\n${detail}`);
    }
    case 'signed_in':
    case 'older_era':
    case 'older_http':
    case 'will_not_end':
    case 'more_noise':
    case 'tool_unnamed':
      return t(`server_note.${note.kind}`);
    case 'no_older_http':
    case 'list_unread':
      return t(`server_note.${note.kind}`, { said: note.said });
    case 'noise':
      return t('server_note.noise', { line: note.line });
    case 'message_too_large':
      return t('server_note.message_too_large', { megabytes: note.megabytes });
    case 'tool_twice':
      return t('server_note.tool_twice', { name: note.name });
    case 'tool_unusable':
      return t(`server_note.tool_unusable.${note.problem}`, { name: note.name });
    case 'result_mismatch':
      return t('server_note.result_mismatch', { tool: note.tool, said: note.said });
    case 'result_unkept':
      return t('server_note.result_unkept', { name: note.name, said: note.said });
    case 'request_declined':
      return t(`server_note.request_declined.${note.reason}`);
    case 'protocol':
      return note.said;
  }
}
