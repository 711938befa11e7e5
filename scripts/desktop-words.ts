import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A catalogue of messages, by its BCP 47 tag. */
export type Catalogues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The catalogues of all languages but the source, whose words the configuration has. */
export function readCatalogues(root: string): Catalogues {
  const folder = join(root, 'src/shared/language/locales');
  const tags = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'en.json')
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
  return Object.fromEntries(
    tags.map((tag) => [
      tag,
      JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8')) as Catalogues[string],
    ]),
  );
}

/** A key of a desktop file in each language, such as `Name[pt_BR]`. */
function inEach(key: string, message: string, catalogues: Catalogues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogues).flatMap(([tag, messages]) => {
      const words = messages[message];
      return words === undefined ? [] : [[`${key}[${tag.replace('-', '_')}]`, words]];
    }),
  );
}

interface DesktopWords {
  readonly linux: { readonly desktop: { readonly entry: Record<string, string> } };
  readonly deb: { readonly desktop: { readonly desktopActions: object } };
  readonly rpm: { readonly desktop: { readonly desktopActions: object } };
}

/** The entries of Linux desktop files in other languages, for electron-builder. */
export function desktopWords(catalogues: Catalogues): DesktopWords {
  const actions = { 'quick-ask': inEach('Name', 'action.quick_ask', catalogues) };
  return {
    linux: { desktop: { entry: inEach('Comment', 'about.description', catalogues) } },
    deb: { desktop: { desktopActions: actions } },
    rpm: { desktop: { desktopActions: actions } },
  };
}
