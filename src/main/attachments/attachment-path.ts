const pathPattern = /^\/attachments\/([0-9a-f]{64})$/;

/** The hash in the path of an attachment; null for any other path. */
export function attachmentIn(pathname: string): string | null {
  return pathPattern.exec(pathname)?.[1] ?? null;
}
