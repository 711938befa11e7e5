import { randomFillSync } from 'node:crypto';
import type { Id } from '../../shared/model/conversation.ts';

/** Writes 16 bytes as a UUID. */
export function uuidOf(bytes: Buffer): Id {
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

let lastTime = 0;
let counter = 0;

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): it sorts by the time it was made, also within one millisecond,
 * for the 12 bits after the time count up.
 */
export function newId(now: number = Date.now()): Id {
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastTime += 1;
      counter = 0;
    }
  }
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(lastTime, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return uuidOf(bytes);
}
