import { homedir } from 'node:os';
import { basename, isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from '@modelcontextprotocol/client';
import type { ToolServer } from '../../../../shared/model/tools.ts';
import { withHome } from '../environment/find-command.ts';

/** The folders that the person gave to a server, as `roots/list` wants them. */
function rootsOf({ folders }: ToolServer): { uri: string; name: string }[] {
  return folders
    .map((folder) => withHome(folder, homedir()))
    .filter(isAbsolute)
    .map((folder) => ({ uri: pathToFileURL(folder).href, name: basename(folder) || folder }));
}

/** Tells a server in which folders it may work, and no others. */
export function answerRoots(client: Client, server: ToolServer): void {
  client.setRequestHandler('roots/list', () => ({ roots: rootsOf(server) }));
}
