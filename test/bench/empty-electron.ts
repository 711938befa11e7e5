/**
 * The source of a package `electron` that does nothing: every export is an empty shell, and the app is
 * never ready. With it, evaluating the main bundle can be timed alone in plain Node.
 */
const names = [
  'app',
  'BrowserWindow',
  'clipboard',
  'ClipboardItem',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeTheme',
  'net',
  'powerMonitor',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
];

export const emptyElectron = `
const anything = new Proxy(function () {}, {
  get: (_target, key) =>
    key === 'getPath' || key === 'getAppPath' ? () => '/nonexistent'
    : key === 'requestSingleInstanceLock' ? () => true
    : key === 'whenReady' ? () => new Promise(() => {})
    : key === Symbol.toPrimitive ? () => 'shell'
    : key === 'then' ? undefined
    : anything,
  apply: () => undefined,
  construct: () => anything,
});
export default anything;
${names.map((name) => `export const ${name} = anything;`).join('\n')}
`;
