import type { ParleyError } from './errors.ts';

/** What Parley notes in the log of a tool server. */
export type ServerNote =
  | { readonly kind: 'start'; readonly command: string }
  | { readonly kind: 'connect'; readonly address: string }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  /** It ended at the question for its era. */
  | { readonly kind: 'older_era' }
  | { readonly kind: 'older_http' }
  | { readonly kind: 'no_older_http'; readonly said: string }
  | { readonly kind: 'will_not_end' }
  /** A line on standard output that is no message. */
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
  /** A result that is not what its tool announces. */
  | { readonly kind: 'result_mismatch'; readonly tool: string; readonly said: string }
  /** Bytes of a result could not be written. */
  | { readonly kind: 'result_unkept'; readonly name: string; readonly said: string }
  /** It wanted an address opened that is none of the web. */
  | { readonly kind: 'address_declined' }
  /** An error of the protocol that ended nothing. */
  | { readonly kind: 'protocol'; readonly said: string };
