import { createHash } from 'node:crypto';
import type { Id } from '../../../shared/model/conversation.ts';
import { uuidFromHex } from '../../../shared/uuid.ts';

/**
 * Creates the id of something imported: always the same for the same `key` and time. A UUIDv8 (RFC
 * 9562 §5.8) laid out like our UUIDv7: it begins with the time (epoch ms), so that imported ids
 * sort among ours; the rest is a hash of the key.
 */
export function derivedId(key: string, time: number): Id {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes.writeUIntBE(Math.max(0, Math.round(time)), 0, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return uuidFromHex(bytes.toString('hex'));
}
