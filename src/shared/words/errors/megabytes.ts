/** A limit in bytes as whole megabytes, for a message that names their unit. */
export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
