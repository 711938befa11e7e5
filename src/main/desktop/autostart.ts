/** The switch that a start at login carries. */
export const loginSwitch = '--at-login';

/** An argument of a desktop file's `Exec`, quoted after the Desktop Entry Specification. */
function quoted(argument: string): string {
  const escaped = argument.replaceAll(/["`$\\]/gu, String.raw`\$&`).replaceAll('%', '%%');
  // The value as a whole is a string, in which a backslash is written twice.
  return `"${escaped}"`.replaceAll('\\', '\\\\');
}

/** The desktop file that starts a program at login. No argument may hold a line break. */
export function autostartEntry(name: string, command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    'Terminal=false',
    '',
  ].join('\n');
}

/** True if a desktop starts the program of this file: desktops switch one off by a key in it. */
export function isAutostarted(entry: string): boolean {
  const values = new Map(
    entry.split('\n').map((line) => {
      const [key = '', ...value] = line.split('=');
      return [key.trim(), value.join('=').trim()];
    }),
  );
  return values.get('Hidden') !== 'true' && values.get('X-GNOME-Autostart-enabled') !== 'false';
}
