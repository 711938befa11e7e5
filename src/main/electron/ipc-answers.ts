import type { Client } from '../../shared/contract/client.ts';
import type { Handlers } from '../../shared/contract/handlers.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  commands,
} from '../../shared/contract/index.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { errorOf, type ParleyError, type Result } from '../../shared/model/errors.ts';
import { isAppPage } from './origin.ts';

/** The frame that sent a message, as Electron describes it; null if it is gone. */
export type SenderFrame = { readonly url: string; readonly parent: object | null } | null;

/** True only for our own page in the top frame of a window. */
export function isTrusted(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isAppPage(frame.url);
}

const invalidInput: ParleyError = errorOf('request_not_understood', {});

type Commands = typeof commands;

function isCommandName(known: Commands, name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(known, name);
}

async function answer<N extends CommandName>(
  handlers: Handlers,
  known: Commands,
  name: N,
  payload: unknown,
  client: Client,
  report: (error: unknown) => void,
): Promise<Result<CommandOutput<N>>> {
  const input = known[name].input.safeParse(payload);
  if (!input.success) return { ok: false, error: invalidInput };
  try {
    return { ok: true, value: await handlers[name](input.data as CommandInput<N>, client) };
  } catch (error) {
    if (error instanceof ExpectedError) return { ok: false, error: error.error };
    report(error);
    return { ok: false, error: errorOf('internal_command', {}) };
  }
}

/** Answers messages on the command channel. */
export interface Answerer {
  /** Refuses anything malformed or from an untrusted sender. Never rejects. */
  readonly answer: (
    sender: SenderFrame,
    client: Client,
    name: unknown,
    payload: unknown,
  ) => Promise<Result<unknown>>;
  /**
   * Builds the schemas of all commands. Call it while the page loads: earlier it would delay the
   * window, later the first command.
   */
  readonly prepare: () => void;
}

/**
 * Creates the answerer between the pages and the handlers. A command that comes before the handlers
 * are there waits for them.
 */
export function createAnswerer(
  loadHandlers: () => Promise<Handlers>,
  report: (error: unknown) => void,
): Answerer {
  let loading: Promise<{ readonly commands: Commands }> | null = null;
  const load = (): Promise<{ readonly commands: Commands }> =>
    (loading ??= import('../../shared/contract/index.ts'));
  return {
    async answer(sender, client, name, payload) {
      // Checked now, because a moment later the frame may be another one, or gone.
      const trusted = isTrusted(sender);
      try {
        const [{ commands: known }, handlers] = await Promise.all([load(), loadHandlers()]);
        if (!trusted || !isCommandName(known, name)) return { ok: false, error: invalidInput };
        return await answer(handlers, known, name, payload, client, report);
      } catch (error) {
        // The rooms that answer could not be loaded.
        report(error);
        return { ok: false, error: errorOf('internal_command', {}) };
      }
    },
    prepare: () => void load().catch(report),
  };
}

const maxDropped = 100;
const longestPath = 32_768;

/** True for the paths that the preload sends for dropped files. */
export function isPaths(paths: unknown): paths is readonly string[] {
  return (
    Array.isArray(paths) &&
    paths.length <= maxDropped &&
    paths.every((path) => typeof path === 'string' && path.length > 0 && path.length <= longestPath)
  );
}
