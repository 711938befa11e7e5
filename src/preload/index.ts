import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { commandChannel, dropChannel, eventChannel } from '../shared/contract/channels.ts';
import type { Bridge, CommandName } from '../shared/contract/index.ts';

/** The path of a file on disk; empty for anything that the page itself created. */
function pathOf(file: object): readonly string[] {
  try {
    const path = webUtils.getPathForFile(file as File);
    return path === '' ? [] : [path];
  } catch {
    // It is not a file at all.
    return [];
  }
}

const bridge: Bridge = {
  command: (name: CommandName, input: unknown) => ipcRenderer.invoke(commandChannel, name, input),
  drop: (files) => ipcRenderer.invoke(dropChannel, files.flatMap(pathOf)),
  on(name, listener) {
    const channel = eventChannel(name);
    const onEvent = (_event: unknown, payload: Parameters<typeof listener>[0]): void =>
      listener(payload);
    ipcRenderer.on(channel, onEvent);
    // The return value crosses the bridge, so it must not be ipcRenderer itself.
    return () => {
      ipcRenderer.removeListener(channel, onEvent);
    };
  },
};

contextBridge.exposeInMainWorld('parley', bridge);
