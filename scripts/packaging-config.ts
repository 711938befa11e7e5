import { desktopWords, type Catalogues } from './desktop-words.ts';
import { macWordsFolder } from './mac-words.ts';
import type { Publisher } from './publisher.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether this build is a release. Only `PARLEY_RELEASE=1` makes one. */
export function isRelease(environment: Environment): boolean {
  return environment['PARLEY_RELEASE'] === '1';
}

/** The electron-builder configuration of a build. */
export function packagingConfig(environment: Environment): string {
  return isRelease(environment) ? 'electron-builder.yml' : 'electron-builder.unsigned.yml';
}

/** What packages that nobody publishes say where Debian asks for an address. */
const nobody = { homepage: 'http://localhost/', maintainer: 'Parley <parley@localhost>' } as const;

/**
 * macOS chooses among the languages that an app has folders for. Electron's are far more than
 * Parley's.
 */
function macLanguages(catalogues: Catalogues): object {
  return {
    electronLanguages: ['en', ...Object.keys(catalogues)],
    extraResources: [{ from: macWordsFolder, to: '.' }],
  };
}

/** The configuration of a build with what its publisher has filled in, in all languages. */
export function publishedConfig(
  environment: Environment,
  publisher: Publisher,
  catalogues: Catalogues = {},
): object {
  const { homepage, maintainer, updateFeed } = publisher;
  const { linux, ...packages } = desktopWords(catalogues);
  const isTranslated = Object.keys(catalogues).length > 0;
  return {
    extends: packagingConfig(environment),
    extraMetadata: { homepage: homepage ?? nobody.homepage },
    linux: { maintainer: maintainer ?? nobody.maintainer, ...(isTranslated ? linux : {}) },
    ...(isTranslated ? { ...packages, mac: macLanguages(catalogues) } : {}),
    // With a feed, electron-builder writes what electron-updater reads.
    publish: updateFeed === null ? null : { provider: 'generic', url: updateFeed },
  };
}
