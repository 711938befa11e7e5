/** The switch that a person starts Parley with to look inside its windows. */
export const developerToolsSwitch = '--developer-tools';

/**
 * True when Chromium's developer tools may be opened: only when they were asked for at the start, and
 * under `npm run dev`. Without them nobody can be talked into pasting a script into the window.
 */
export const hasDeveloperTools =
  import.meta.env.DEV || process.argv.slice(1).includes(developerToolsSwitch);
