import { createHash } from 'node:crypto';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { PinnedTool } from '../kept.ts';
import type { Tool } from '../ports.ts';

/** Returns the SHA-256 of a text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Returns a hash of what a server runs or of its address. A change invalidates approvals. */
export function identityOf(server: ToolServer): string {
  const { transport, fields } = server;
  const place =
    transport.kind === 'stdio'
      ? [
          transport.command,
          transport.arguments,
          transport.folder,
          // Without a file the hash is what it was before there were such files.
          ...(transport.variablesFile === undefined ? [] : [transport.variablesFile]),
        ]
      : [transport.url];
  const open = fields.map(({ name, value }) => JSON.stringify([name, value])).toSorted();
  return hashOf(JSON.stringify([transport.kind, place, open]));
}

/** Pins the current definition of a tool. */
export function pinned({ name, title, definition }: Tool): PinnedTool {
  return { name, title, hash: hashOf(definition), definition };
}
