import * as z from 'zod';
import type { UpdatesView } from '../../model/updates/updates.ts';
import { typed } from '../command.ts';
import { nothing } from '../inputs.ts';

/** Commands about updates of Parley itself. */
export const updateCommands = {
  'updates.view': { input: nothing, output: typed<UpdatesView>() },
  /** Whether Parley looks for updates by itself. */
  'updates.setAutomatic': { input: z.object({ isOn: z.boolean() }), output: typed<void>() },
  /** Reads the feed now, and offers also what was skipped. */
  'updates.check': { input: nothing, output: typed<void>() },
  /** Begins the download of what is offered, or goes on with it. */
  'updates.download': { input: nothing, output: typed<void>() },
  'updates.pause': { input: nothing, output: typed<void>() },
  /** The notice goes until the next day. */
  'updates.later': { input: nothing, output: typed<void>() },
  /** This version is not offered again. */
  'updates.skip': { input: nothing, output: typed<void>() },
  /** Quits, installs what was downloaded, and starts again. */
  'updates.restart': { input: nothing, output: typed<void>() },
} as const;
