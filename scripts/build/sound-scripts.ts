import { parseSync } from 'oxc-parser';
import type { Plugin } from 'vite';

/** The first reason why an engine would refuse a module; null if there is none. */
export function refusal(code: string): string | null {
  const options = { sourceType: 'module', showSemanticErrors: true } as const;
  return parseSync('chunk.js', code, options).errors[0]?.message ?? null;
}

/**
 * Fails the build for a script that could not be loaded. A plugin that writes into finished code
 * may declare a name twice, and nobody would notice before using the rare feature that loads the
 * script.
 */
export function soundScripts(): Plugin {
  return {
    name: 'parley:sound-scripts',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) {
          const reason = output.type === 'chunk' ? refusal(output.code) : null;
          if (reason !== null) this.error(`${output.fileName} could not be loaded: ${reason}`);
        }
      },
    },
  };
}
