/** Says in one sentence why messages cannot be searched, and what helps. */
export function whyUnavailable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const message = error instanceof Error ? error.message : '';
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE' || message.includes('no such module')) {
    return 'Messages cannot be searched here, because this build of Parley has no full-text search; titles can.';
  }
  return 'Messages cannot be searched now, because the index could not be written. Free some space on the disk and restart Parley.';
}
