import type { ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput } from './built-in-tool.ts';

function timeIn(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'long',
  });
  return `${format.format(at)} (${timeZone})`;
}

/** Creates the source that returns the current time. */
export function createTimeSource(now: () => number = Date.now): ToolSource {
  return createBuiltInSource('time', [
    {
      name: 'current_time',
      title: 'Current time',
      description:
        "Tells the present date, weekday and time. Without a zone, it is the person's own.",
      inputSchema: {
        type: 'object',
        properties: {
          zone: { type: 'string', description: 'A name of the IANA database, such as Asia/Tokyo.' },
        },
      },
      needsNoPermission: true,
      run(args) {
        const at = new Date(now());
        const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const zone = textArgument(args, 'zone').trim() || own;
        try {
          return textOutput(`${timeIn(at, zone)}\n${at.toISOString()} (UTC)`);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          return textOutput(
            `There is no time zone “${zone.slice(0, 100)}”. Use a name such as Europe/Paris.`,
            true,
          );
        }
      },
    },
  ]);
}
