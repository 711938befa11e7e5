/** Errors on Windows while a virus scanner, an indexer or a backup has a file open. */
const momentary = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Delays between attempts (ms), about a second in total. */
const waits = [10, 20, 40, 80, 160, 320, 400];

function isMomentary(error: unknown): boolean {
  return error instanceof Error && 'code' in error && momentary.has(String(error.code));
}

/**
 * Retries for about a second: Windows refuses to replace or delete a file that another program has
 * open, which is usually over in a moment. On other systems these errors are final, so there is
 * only one attempt.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> {
  if (platform !== 'win32') return work();
  for (const wait of waits) {
    try {
      return await work();
    } catch (error) {
      if (!isMomentary(error)) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, wait);
    });
  }
  return work();
}
