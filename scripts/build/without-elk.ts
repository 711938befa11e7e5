import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const elkLayout = /^\.\/elk-[\w-]+\.mjs$/;
const dagreLayout = /^dagre-[\w-]+\.mjs$/;
const isMermaid = /[\\/]node_modules[\\/]mermaid[\\/]dist[\\/]/;
/** elkjs, or whatever a dependency brings of it; types are never bundled. */
const elk = /^elkjs(?:\/|$)/;

/**
 * Keeps ELK out of a bundle. Mermaid brings it for laying out diagrams; its licence (EPL-2.0 or
 * GPL-3.0) is not one that Parley ships. Mermaid's own dagre layout takes the place of its ELK layout,
 * so that a diagram that asks for ELK is drawn by dagre. Any other way to ELK fails the build.
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
