/** What decides whether a workflow makes a release. */
export interface ReleaseFacts {
  readonly platform: NodeJS.Platform;
  /** The certificate that packages are signed with; workflows have '' for a secret that is not there. */
  readonly certificate: string | undefined;
  /** What the publisher has not filled in. */
  readonly missing: readonly string[];
}

/** Whether these packages are a release. Packages for Linux carry no signature. */
export function isReleaseBuild({ platform, certificate, missing }: ReleaseFacts): boolean {
  if (missing.length > 0) return false;
  return platform === 'linux' || (certificate !== undefined && certificate !== '');
}
