/** What Windows says while a virus scanner, an indexer or a backup looks at a file. */
const momentary = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Together about a second; ms. */
const waits = [10, 20, 40, 80, 160, 320, 400];

function isMomentary(error: unknown): boolean {
  return error instanceof Error && 'code' in error && momentary.has(String(error.code));
}

/**
 * Windows refuses to replace or delete a file that another program has open, which mostly is over in a
 * moment: tries again for about a second. Elsewhere these errors mean what they say, and it tries once.
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
