import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { ToolServer } from '../../../shared/model/tools.ts';

/** How long a verdict is valid, in ms. Servers are updated now and then. */
const verdictLastsMs = 7 * 24 * 3600 * 1000;

/** How a server is contacted, if not by Parley's default. */
export type Verdict = 'legacy' | 'sse';

const fileSchema = z.record(
  z.string(),
  z.object({ verdict: z.enum(['legacy', 'sse']), binding: z.string(), at: z.number() }),
);

/** Caches verdicts about servers across starts. */
export interface Eras {
  read(server: ToolServer): Verdict | null;
  write(server: ToolServer, verdict: Verdict): void;
  forget(serverId: string): void;
}

/** Returns a hash of what a server runs. A verdict applies only to the same hash. */
export function bindingOf({ transport, fields }: ToolServer): string {
  return createHash('sha256').update(JSON.stringify({ transport, fields })).digest('hex');
}

function readKept(path: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A missing or damaged file only means that the verdicts are determined again.
    return {};
  }
}

/** Opens the cache in the file at `path`. */
export function openEras(path: string, now: () => number, report: (error: unknown) => void): Eras {
  let kept = readKept(path);

  function save(): void {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
    } catch (error) {
      report(error);
    }
  }

  return {
    read(server) {
      const found = kept[server.id];
      if (found === undefined || found.binding !== bindingOf(server)) return null;
      return now() - found.at < verdictLastsMs ? found.verdict : null;
    },
    write(server, verdict) {
      const binding = bindingOf(server);
      const known = kept[server.id];
      if (
        known?.verdict === verdict &&
        known.binding === binding &&
        now() - known.at < verdictLastsMs
      )
        return;
      kept = { ...kept, [server.id]: { verdict, binding, at: now() } };
      save();
    },
    forget(serverId) {
      if (kept[serverId] === undefined) return;
      const { [serverId]: _gone, ...rest } = kept;
      kept = rest;
      save();
    },
  };
}
