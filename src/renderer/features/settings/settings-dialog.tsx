/** The settings. */
export function SettingsDialog() {
  return null;
}
