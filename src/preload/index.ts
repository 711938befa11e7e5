import { contextBridge, ipcRenderer } from 'electron';
import { commandChannel, eventChannel } from '../shared/channels.ts';
import type { Bridge, CommandName } from '../shared/contract.ts';

const bridge: Bridge = {
  command: (name: CommandName, input: unknown) => ipcRenderer.invoke(commandChannel, name, input),
  on(name, listener) {
    const channel = eventChannel(name);
    const onEvent = (_event: unknown, payload: Parameters<typeof listener>[0]): void =>
      listener(payload);
    ipcRenderer.on(channel, onEvent);
    return () => ipcRenderer.removeListener(channel, onEvent);
  },
};

contextBridge.exposeInMainWorld('parley', bridge);
