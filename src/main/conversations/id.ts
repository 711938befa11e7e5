import { randomFillSync } from 'node:crypto';
import type { Id } from '../../shared/model/conversation.ts';
import { uuidFromHex } from '../../shared/uuid.ts';

let lastTime = 0;
let counter = 0;

/**
 * Creates a UUIDv7 (RFC 9562 §5.7). Ids sort by creation time, even within one millisecond, because
 * the 12 bits after the timestamp count up.
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
  return uuidFromHex(bytes.toString('hex'));
}
