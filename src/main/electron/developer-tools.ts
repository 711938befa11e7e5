/** The command-line switch that enables developer tools. */
export const developerToolsSwitch = '--developer-tools';

/**
 * True if Chromium's developer tools may be opened: only with the switch, and under `npm run dev`.
 * Otherwise somebody could be talked into pasting a script into the window.
 */
export const hasDeveloperTools =
  import.meta.env.DEV || process.argv.slice(1).includes(developerToolsSwitch);
