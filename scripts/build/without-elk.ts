import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const elkLayout = /^\.\/elk-[\w-]+\.mjs$/;
const dagreLayout = /^dagre-[\w-]+\.mjs$/;
const isMermaid = /[\\/]node_modules[\\/]mermaid[\\/]dist[\\/]/;
/** elkjs, however a dependency imports it. Types are never bundled. */
const elk = /^elkjs(?:\/|$)/;

/**
 * Keeps ELK out of a bundle. Mermaid uses it to lay out diagrams, but Parley does not ship code
 * under its licence (EPL-2.0 or GPL-3.0). Mermaid's own dagre layout replaces the ELK layout, so
 * diagrams that ask for ELK are drawn with dagre. Any other import of ELK fails the build.
 */
export function withoutElk(): Plugin {
  return {
    name: 'parley:without-elk',
    enforce: 'pre',
    resolveId(source, importer) {
      if (elk.test(source)) {
        throw new Error(
          `ELK must not be bundled, but ${importer ?? 'the build'} asks for ${source}`,
        );
      }
      if (importer === undefined || !isMermaid.test(importer) || !elkLayout.test(source)) {
        return null;
      }
      const folder = dirname(importer);
      const [layout, ...others] = readdirSync(folder).filter((name) => dagreLayout.test(name));
      if (layout === undefined || others.length > 0) {
        throw new Error(`Mermaid's dagre layout is not where it was: look into ${folder}`);
      }
      return join(folder, layout);
    },
  };
}
