/**
 * Whether Parley starts when the person logs in. `needs_approval`: macOS waits for the person to
 * allow it. `unavailable`: the package it came in does not let it say so.
 */
export type LoginItem = 'on' | 'off' | 'needs_approval' | 'unavailable';
