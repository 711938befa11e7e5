import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openServersWith } from '../../../../src/main/tools/mcp/open-servers.ts';
import {
  usualOfferLimits,
  type OfferLimits,
} from '../../../../src/main/tools/mcp/offers/offers.ts';
import type { OfferHandlers } from '../../../../src/main/tools/offers/lazy-handlers.ts';
import { createToolService } from '../../../../src/main/tools/service.ts';
import { redact } from '../../../../src/main/wire/refusals/redact.ts';
import { ExpectedError } from '../../../../src/shared/expected.ts';
import type { ToolServer } from '../../../../src/shared/model/tools.ts';
import { rig as attachmentRig } from '../../attachments/rig.ts';
import { newRoot, storeOn } from '../../store/support.ts';
import { program, scratch, serverOf } from '../mcp/kit.ts';

/** The settings of an offering server of this kind; its id is the kind. */
export function offering(kind: string, rest: Partial<ToolServer> = {}): ToolServer {
  return serverOf(program('offering', [kind]), { id: kind, name: kind.toUpperCase(), ...rest });
}

/** Names a request to a server. */
export function to(serverId: string): { readonly serverId: string; readonly request: string } {
  return { serverId, request: randomUUID() };
}

/** Returns the error of a promise that must reject. */
export async function errorOf(work: unknown): Promise<ExpectedError['error']> {
  const error = await Promise.resolve(work).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExpectedError)) throw error ?? new Error('It did not fail.');
  return error.error;
}

/** The handlers with real servers and real attachments. */
export async function offersOf(
  servers: readonly ToolServer[],
  limits: Partial<OfferLimits> = {},
): Promise<{
  readonly offers: OfferHandlers;
  readonly kept: () => readonly string[];
  readonly reported: readonly unknown[];
}> {
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const store = await storeOn(newRoot(), { report });
  await store.tools.update((before) => ({ ...before, servers }));
  const { attachments, kept } = attachmentRig();
  const unused = (): never => {
    throw new Error('Not used here.');
  };
  const service = createToolService({
    file: store.tools,
    secrets: store.secrets,
    files: { keep: unused, readText: unused },
    attach: (bytes, name, of) => attachments.addBytes(bytes, name, of),
    makeSources: [],
    openServers: openServersWith({
      folder: scratch(),
      version: '0.1.0',
      fetch: globalThis.fetch,
      redact,
      backoff: [],
      offerLimits: { ...usualOfferLimits, ...limits },
    }),
    settings: store.settings.read,
    conversation: unused,
    contextTokens: () => Promise.resolve(null),
    resume: unused,
    testSearch: null,
    tell: () => undefined,
    onWaiting: () => undefined,
    newId: randomUUID,
    now: Date.now,
    report,
  });
  onTestFinished(() => service.close());
  return { offers: service.offers, kept, reported };
}
