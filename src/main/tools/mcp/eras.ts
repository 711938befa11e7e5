import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { ToolServer } from '../../../shared/model/tools.ts';

/** A server is updated now and then: after so long it is asked anew; ms. */
const verdictLastsMs = 7 * 24 * 3600 * 1000;

/** How a server is talked to, where that is not how Parley asks first. */
export type Verdict = 'legacy' | 'sse';

const fileSchema = z.record(
  z.string(),
  z.object({ verdict: z.enum(['legacy', 'sse']), binding: z.string(), at: z.number() }),
);

/** What was found out about servers, so that a start does not find it out again. */
export interface Eras {
  read(server: ToolServer): Verdict | null;
  write(server: ToolServer, verdict: Verdict): void;
  forget(serverId: string): void;
}

/** What a server runs, in short: what was found out holds for nothing else. */
export function bindingOf({ transport, fields }: ToolServer): string {
  return createHash('sha256').update(JSON.stringify({ transport, fields })).digest('hex');
}

function readKept(path: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Not there or damaged: it is found out again.
    return {};
  }
}

/** Keeps the verdicts in the file at `path`. */
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
