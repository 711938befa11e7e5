/** The electron-builder configuration of a build. Only `PARLEY_RELEASE=1` makes a release. */
export function packagingConfig(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['PARLEY_RELEASE'] === '1'
    ? 'electron-builder.yml'
    : 'electron-builder.unsigned.yml';
}
