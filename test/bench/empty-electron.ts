import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names that a bundle's scripts import from `electron`. */
function importedNames(folder: string): readonly string[] {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const names = scripts.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /import\s*\{([^}]*)\}\s*from\s*["'`]electron["'`]/g,
      ),
    ].flatMap(([, list = '']) => list.split(',').map((item) => item.trim().split(/\s+/)[0] ?? '')),
  );
  return [...new Set(names)].filter((name) => name !== '' && name !== 'default');
}

/**
 * Source of an `electron` package that does nothing, for the bundle in a folder: every export is an
 * empty shell, and the app is never ready. It allows timing the evaluation of the main bundle alone
 * in plain Node.
 */
export const emptyElectron = (folder: string): string => `
const anything = new Proxy(function () {}, {
  get: (_target, key) =>
    key === 'getPath' || key === 'getAppPath' ? () => '/nonexistent'
    : key === 'getPreferredSystemLanguages' ? () => ['en']
    : key === 'requestSingleInstanceLock' ? () => true
    : key === 'whenReady' ? () => new Promise(() => {})
    : key === Symbol.toPrimitive ? () => 'shell'
    : key === 'then' ? undefined
    : anything,
  apply: () => undefined,
  construct: () => anything,
});
export default anything;
${importedNames(folder)
  .map((name) => `export const ${name} = anything;`)
  .join('\n')}
`;
