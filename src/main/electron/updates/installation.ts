import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import { errorCode } from '../../disk/file-system.ts';
import type { Feed } from '../../updates/feed.ts';
import type { Installation } from '../../updates/who-updates.ts';

/** How this Parley was installed, and where its updates would be. */
export interface InstalledParley {
  readonly installation: Installation;
  readonly feed: Feed | null;
}

/** The text of a file of the package; null if there is none. */
function resource(name: string): string | null {
  try {
    return readFileSync(join(process.resourcesPath, name), 'utf8').trim();
  } catch (error) {
    // A file that cannot be read counts as a mark: Parley does not update itself then.
    return errorCode(error) === 'ENOENT' ? null : '';
  }
}

/** The package that tests pretend to run from. A packaged Parley ignores it. */
const playedSchema = z.object({
  url: z.url(),
  keys: z.array(z.string()),
  packageType: z.string(),
});

function played(): z.infer<typeof playedSchema> | null {
  const text = process.env['PARLEY_TEST_UPDATES'];
  return app.isPackaged || text === undefined ? null : playedSchema.parse(JSON.parse(text));
}

/** Reads how this Parley was installed. */
export function readInstallation(): InstalledParley {
  const test = played();
  const feed = test ?? import.meta.env.PARLEY_FEED;
  return {
    feed,
    installation: {
      platform: process.platform,
      arch: process.arch,
      environment: process.env,
      isPackaged: app.isPackaged || test !== null,
      hasFeed: feed !== null,
      packageType: test?.packageType ?? resource('package-type'),
      // Distributions put it there, see docs/updates.md.
      hasMark: resource('updated-by-others') !== null,
    },
  };
}
