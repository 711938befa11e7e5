import { setTimeout as pause } from 'node:timers/promises';
import { launchParley } from '../e2e/launch.ts';
import { seedConversation } from '../e2e/log.ts';
import { controls, seedSettings } from '../e2e/parley.ts';
import { startProvider } from '../provider/provider.ts';
import { time, varying, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { percentile } from './table.ts';

const messages = 500;
const afterMs = 5000;
const conversations = isShort ? 3 : 7;

/** Figures about the work of the page when a conversation is opened, and just after it. */
export async function measureOpening(root: string): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const parley = await launchParley({
    appPath: root,
    prepare(userData) {
      seedSettings(userData, provider);
      for (let index = 0; index <= conversations; index += 1) {
        seedConversation(userData, messages, {
          title: `Long ${String(index)}`,
          seed: index + 1,
          version: 1,
        });
      }
    },
  });
  try {
    const { page } = parley;
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    };
    const times: number[] = [];
    const mounted: number[] = [];
    // The window has become idle, and a newer build has brought the files up to date.
    await pause(4000);
    for (let index = 0; index <= conversations; index += 1) {
      const name = `Long ${String(index)}`;
      const entry = controls(page).conversations.getByRole('button', { name, exact: true });
      await entry.focus();
      await pause(500);
      const before = await spent();
      await page.keyboard.press('Enter');
      await pause(afterMs);
      // The first one also loads what every conversation needs.
      if (index === 0) continue;
      times.push((await spent()) - before);
      mounted.push(await page.locator('[data-message-id]').count());
    }
    return [
      {
        what: `processor time of the page within 5 s of opening ${String(messages)} messages / messages mounted by then`,
        readings: [
          time(`processor time within 5 s of opening ${String(messages)}`, percentile(times, 0.5)),
          varying(
            `messages mounted 5 s after opening ${String(messages)}`,
            percentile(mounted, 0.5),
          ),
        ],
        budget: '≤ 170 ms',
        floor: '',
      },
    ];
  } finally {
    await parley.close();
    await provider.close();
  }
}
