import type { WebContents } from 'electron';
import { eventChannel } from '../../shared/contract/channels.ts';
import type { Client } from '../../shared/contract/client.ts';
import { pageWindows } from './app-windows.ts';

const clients = new WeakMap<WebContents, Client>();

/** The window with this page, as the rest of main sees it. */
export function clientOf(contents: WebContents): Client {
  const known = clients.get(contents);
  if (known !== undefined) return known;
  const client: Client = {
    id: contents.id,
    send(name, payload) {
      if (!contents.isDestroyed()) contents.send(eventChannel(name), payload);
    },
  };
  clients.set(contents, client);
  return client;
}

/** All windows that belong to the person. */
export function appClients(): readonly Client[] {
  return pageWindows().map(({ webContents }) => clientOf(webContents));
}
