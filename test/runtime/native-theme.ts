import { EventEmitter } from 'node:events';
import { lifecycle } from './app-state.ts';
import type { WebContents } from './web-contents.ts';

type ThemeSource = 'system' | 'light' | 'dark';

let source: ThemeSource = 'system';
const pages = new Set<WebContents>();

/** The desktop's preference: PARLEY_RUNTIME_COLOR_SCHEME=dark, otherwise light. */
function isSystemDark(): boolean {
  return process.env['PARLEY_RUNTIME_COLOR_SCHEME'] === 'dark';
}

/** With `system` and no preference, the page is left to Playwright's `emulateMedia`. */
function schemeForPages(): 'dark' | 'light' | null {
  if (source !== 'system') return source;
  return isSystemDark() ? 'dark' : null;
}

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;

  get themeSource(): ThemeSource {
    return source;
  }

  set themeSource(next: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(next)) {
      throw new TypeError(`Invalid themeSource '${next}'`);
    }
    if (next === source) return;
    source = next;
    for (const page of pages) page.setColorScheme(schemeForPages());
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return source === 'system' ? isSystemDark() : source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return isSystemDark();
  }
}

/** Electron's `nativeTheme`. */
export const nativeTheme = new NativeTheme();

lifecycle.emitter.on('web-contents-created', (_event, contents: WebContents) => {
  pages.add(contents);
  const apply = (): void => {
    const scheme = schemeForPages();
    if (scheme) contents.setColorScheme(scheme);
  };
  // Repeated for each document, because the last emulation wins and Playwright sets its own at
  // first.
  contents.on('did-start-navigation', apply);
  contents.on('did-navigate', apply);
  contents.on('destroyed', () => pages.delete(contents));
});
