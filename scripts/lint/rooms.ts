/**
 * The rooms of the source and which rooms each may use. `walls.ts` turns this table into a lint
 * rule. Arrows point downwards and never form a circle; a test checks that.
 */

/** The imports that the files of a room may have, besides each other and packages. */
export interface Room {
  /** Folders or files under `src`, for values and types. */
  readonly uses: readonly string[];
  /** For types only: ports, which are declared beside their consumer. */
  readonly types?: readonly string[];
  /** The only packages allowed, if the room is limited to some. */
  readonly packages?: readonly string[];
}

/** The parts of `shared` that every process may use. */
const shared = [
  'shared',
  'shared/expected.ts',
  'shared/language',
  'shared/words',
  'shared/contract',
  'shared/model',
  'shared/search',
  'shared/markdown',
] as const;

const markdownPackages = [
  'hast',
  'mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'mdast-util-to-hast',
  'micromark-extension-cjk-friendly',
  'micromark-extension-cjk-friendly-gfm-strikethrough',
  'micromark-extension-gfm',
  'micromark-util-character',
  'micromark-util-types',
] as const;

/** By folder or file under `src`; the longest match wins. `*` matches one name. */
export const rooms: Readonly<Record<string, Room>> = {
  shared: { uses: [], packages: ['zod'] },
  'shared/search': { uses: ['shared'], packages: ['zod'] },
  'shared/model': {
    uses: ['shared', 'shared/search', 'shared/language/translations.ts'],
    packages: ['zod'],
  },
  'shared/language/translations.ts': { uses: [], packages: [] },
  'shared/language': {
    uses: ['shared/language/translations.ts'],
    packages: ['#default-catalogue', '@formatjs/icu-messageformat-parser', 'intl-messageformat'],
  },
  'shared/words': {
    uses: ['shared', 'shared/language', 'shared/model', 'shared/search'],
    packages: ['zod'],
  },
  'shared/expected.ts': { uses: ['shared/language', 'shared/model', 'shared/words'], packages: [] },
  'shared/markdown': { uses: ['shared'], packages: markdownPackages },
  'shared/contract': {
    uses: ['shared', 'shared/model', 'shared/search'],
    types: ['shared/language'],
    packages: ['zod'],
  },

  'main/event-loop': { uses: [] },
  'main/language': { uses: ['shared/language'] },
  'main/disk': { uses: [...shared, 'main/event-loop'] },
  'main/network': { uses: [...shared, 'main/event-loop'] },
  'main/markup': { uses: shared },
  'main/jobs': { uses: shared },
  'main/desktop': { uses: shared },
  'main/wire': { uses: [...shared, 'main/network', 'main/event-loop'] },
  'main/providers': { uses: [...shared, 'main/network', 'main/wire'] },
  'main/conversations': { uses: [...shared, 'main/event-loop'] },
  'main/undo': { uses: shared, types: ['main/conversations'] },
  'main/assistants': { uses: [...shared, 'main/disk'], types: ['main/conversations'] },
  'main/prompts': { uses: [...shared, 'main/disk'], types: ['main/conversations'] },
  'main/turns': { uses: [...shared, 'main/conversations', 'main/wire'] },
  'main/context': {
    uses: [...shared, 'main/event-loop', 'main/turns', 'main/wire'],
    types: ['main/conversations'],
  },
  'main/spending': {
    uses: [...shared, 'main/context'],
    types: ['main/turns', 'main/wire'],
  },
  'main/web': { uses: [...shared, 'main/network'], types: ['main/confined'] },
  'main/tools': {
    uses: [...shared, 'main/disk', 'main/event-loop', 'main/network', 'main/web'],
    types: ['main/conversations', 'main/turns', 'main/wire'],
  },
  'main/links': { uses: shared },
  'main/local-api': {
    uses: [...shared, 'main/language', 'main/providers', 'main/turns', 'main/wire'],
    types: ['main/conversations'],
  },
  'main/confined': { uses: [...shared, 'main/disk', 'main/markup'] },
  'main/store': {
    uses: [...shared, 'main/disk', 'main/event-loop'],
    types: [
      'main/assistants',
      'main/conversations',
      'main/prompts',
      'main/providers',
      'main/local-api',
      'main/spending',
      'main/tools',
    ],
  },
  'main/attachments': {
    uses: [...shared, 'main/disk', 'main/network', 'main/turns', 'main/web'],
    types: ['main/confined', 'main/providers', 'main/store'],
  },
  'main/transfer': {
    uses: [
      ...shared,
      'main/conversations',
      'main/disk',
      'main/markup',
      'main/event-loop',
      'main/store',
    ],
    types: ['main/attachments', 'main/confined', 'main/jobs'],
  },
  'main/backup': {
    uses: [...shared, 'main/disk', 'main/store'],
    types: [
      'main/assistants',
      'main/conversations',
      'main/jobs',
      'main/prompts',
      'main/providers',
      'main/tools',
    ],
  },
  'main/updates': { uses: shared },
  'main/search': {
    uses: [...shared, 'main/disk', 'main/store', 'main/event-loop'],
    types: ['main/conversations'],
  },
  'main/electron': {
    uses: [
      ...shared,
      'main/attachments',
      'main/backup',
      'main/confined',
      'main/desktop',
      'main/disk',
      'main/language',
      'main/links',
      'main/store',
      'main/updates',
    ],
    types: ['main/assistants', 'main/prompts', 'main/transfer'],
  },
  'main/app': {
    uses: [
      ...shared,
      'main/assistants',
      'main/attachments',
      'main/backup',
      'main/confined',
      'main/context',
      'main/conversations',
      'main/desktop',
      'main/disk',
      'main/electron',
      'main/jobs',
      'main/language',
      'main/links',
      'main/local-api',
      'main/network',
      'main/prompts',
      'main/providers',
      'main/search',
      'main/spending',
      'main/store',
      'main/tools',
      'main/transfer',
      'main/turns',
      'main/undo',
      'main/updates',
      'main/web',
      'main/wire',
    ],
  },
  'main/serve': {
    uses: [
      ...shared,
      'main/app',
      'main/attachments',
      'main/language',
      'main/local-api',
      'main/network',
      'main/providers',
      'main/search',
    ],
  },
  'main/terminal': {
    uses: [
      ...shared,
      'main/app',
      'main/conversations',
      'main/disk',
      'main/language',
      'main/network',
      'main/providers',
      'main/search',
      'main/spending',
      'main/tools',
      'main/turns',
      'main/wire',
    ],
  },
  'main/index.ts': {
    uses: [...shared, 'main/app', 'main/electron', 'main/language', 'main/links', 'main/local-api'],
  },

  preload: { uses: ['shared/contract'], packages: ['electron'] },

  'renderer/language': { uses: [] },
  'renderer/ui': { uses: ['renderer/language', 'shared/language'] },
  'renderer/sandbox': { uses: [] },
  'renderer/state': { uses: ['shared', 'shared/contract', 'shared/model'], packages: [] },
  'renderer/markdown': {
    uses: [
      'renderer/language',
      'renderer/sandbox',
      'shared/language',
      'shared/markdown',
      'shared/image-size.ts',
      'shared/model/text-log.ts',
      'shared/words/markdown-words.ts',
    ],
  },
  'renderer/client': { uses: [...shared, 'renderer/state'] },
  'renderer/common': { uses: [...shared, 'renderer/client', 'renderer/language', 'renderer/ui'] },
  'renderer/features/*': {
    uses: [
      ...shared,
      'renderer/client',
      'renderer/common',
      'renderer/language',
      'renderer/markdown',
      'renderer/ui',
    ],
    types: ['renderer/state'],
  },
  'renderer/app': {
    uses: [
      ...shared,
      'renderer/client',
      'renderer/common',
      'renderer/features/*',
      'renderer/language',
      'renderer/ui',
    ],
    types: ['renderer/state'],
  },
  'renderer/catalogues.d.ts': { uses: [] },
  'renderer/css.d.ts': { uses: [] },
  'renderer/main.tsx': {
    uses: [
      ...shared,
      'renderer/app',
      'renderer/client',
      'renderer/language',
      'renderer/markdown',
      'renderer/ui',
    ],
  },
};

/** Restricted packages, and the folders or files under `src` that may import them. */
export const packageRooms: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/electron', 'preload'],
  'electron-store': ['main/store'],
  'electron-updater': ['main/electron'],
  // Requests leave through these; `node:http` is for servers of ours.
  'node:https': ['main/providers', 'main/web', 'main/wire'],
  'node:http2': ['main/providers', 'main/web', 'main/wire'],
  openai: ['main/wire'],
  undici: ['main/network', 'main/providers', 'main/web', 'main/wire'],
  react: [
    'renderer/app',
    'renderer/client',
    'renderer/common',
    'renderer/css.d.ts',
    'renderer/features',
    'renderer/language',
    'renderer/main.tsx',
    'renderer/markdown',
    'renderer/ui',
  ],
};

/** Electron's means of communication between processes, for adapters only. */
export const electronNames: Readonly<Record<string, readonly string[]>> = {
  ipcMain: ['main/electron/ipc.ts'],
  ipcRenderer: ['preload'],
};

/** The files of main that may call `webContents.send`; all others send to a `Client`. */
export const sendRooms: readonly string[] = ['main/electron/clients.ts'];

/**
 * The rooms of main that may use the global `fetch` and its like. The others are handed a fetch
 * that knows the proxies or, for addresses that a stranger may have named, the guarded one of
 * `main/web`.
 */
export const fetchRooms: readonly string[] = ['main/providers', 'main/web', 'main/wire'];
