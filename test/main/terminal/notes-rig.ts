import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { strictlyAnswered } from '../../provider/strict.ts';
import type { ScriptedToolCall } from '../../provider/behaviour.ts';
import { newRoot } from '../store/support.ts';
import { program, serverOf } from '../tools/mcp/kit.ts';
import { startAtTerminal, startTerminal, type Terminal } from './terminal.ts';

/** A data folder with a real tool server, and chats that use it. */
export interface NotesRig {
  readonly root: string;
  readonly provider: Provider;
  /** Starts a chat with pipes for keyboard and screen. */
  readonly chat: (...options: readonly string[]) => Terminal;
  readonly chatAtTerminal: (...options: readonly string[]) => ReturnType<typeof startAtTerminal>;
  /**
   * Scripts a model that makes these calls, one in each answer, and then ends. It refuses histories
   * that a strict server refuses.
   */
  readonly script: (...calls: readonly ScriptedToolCall[]) => void;
  /** What the server has noted. */
  readonly noted: () => string;
  readonly serverPids: () => readonly number[];
  /** What the journals of growing answers hold. */
  readonly journals: () => string;
  /** The last request to the model, as JSON. */
  readonly lastRequest: () => string;
}

/** Opens a rig for one test. `more` is added to the environment of its chats. */
export async function notesRig(more: Readonly<Record<string, string>> = {}): Promise<NotesRig> {
  const provider = await startProvider();
  onTestFinished(() => provider.close());
  const root = newRoot();
  const notes = join(root, 'notes.txt');
  const server = serverOf(program('notes', [notes]), { id: 'notes', name: 'Notes' });
  writeFileSync(join(root, 'tools.json'), JSON.stringify({ version: 1, servers: [server] }));
  const noted = (): string => (existsSync(notes) ? readFileSync(notes, 'utf8') : '');

  const starting =
    <T extends Terminal>(start: (options: string[], environment: Record<string, string>) => T) =>
    (...options: readonly string[]): T => {
      const keys = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: provider.baseUrl };
      const environment = { ...keys, ...more };
      const terminal = start(['--data', root, ...options], environment);
      onTestFinished(async () => {
        terminal.kill();
        await terminal.exit;
      });
      return terminal;
    };

  return {
    root,
    provider,
    chat: starting(startTerminal),
    chatAtTerminal: starting(startAtTerminal),
    script(...calls) {
      const strict = ['paired_tools', 'unique_ids'] as const;
      for (const call of calls) {
        provider.next(strictlyAnswered({ kind: 'text', text: '', toolCalls: [call] }, ...strict));
      }
      provider.script(strictlyAnswered({ kind: 'text', text: 'The end.' }, ...strict));
    },
    noted,
    serverPids: () => [...noted().matchAll(/^pid (\d+)$/gm)].map(([, pid]) => Number(pid)),
    journals() {
      const folder = join(root, 'conversations');
      const names = existsSync(folder) ? readdirSync(folder) : [];
      return names
        .filter((name) => name.endsWith('.journal'))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('');
    },
    lastRequest: () => JSON.stringify(provider.requestsOf('stream').at(-1)?.body),
  };
}
