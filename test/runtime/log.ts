import { appendFileSync } from 'node:fs';

/** Something that reached, or tried to reach, outside the program. */
export interface LogEntry {
  readonly kind:
    | 'request'
    | 'navigation'
    | 'websocket'
    | 'open-external'
    | 'open-path'
    | 'show-item'
    | 'trash-item'
    | 'notification'
    | 'window-denied';
  readonly url: string;
  /** The body of a notification. */
  readonly text?: string;
  readonly method?: string;
  readonly type?: string;
  /** The requesting page, by the product's URL. */
  readonly from?: string;
}

/** Appends a line of JSON to the file named by PARLEY_RUNTIME_REQUEST_LOG, if any. */
export function logOutside(entry: LogEntry): void {
  const file = process.env['PARLEY_RUNTIME_REQUEST_LOG'];
  if (file) appendFileSync(file, JSON.stringify({ time: Date.now(), ...entry }) + '\n');
}
