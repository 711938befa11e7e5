/** A separate process that records requests without end: `node spend-forever.ts <folder>`. */
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { systemTimers } from '../../../src/main/disk/timers.ts';
import { openSpending } from '../../../src/main/store/spending.ts';

const [, , folder = ''] = process.argv;
const file = openSpending(nodeFileSystem, folder, systemTimers, (error) => {
  throw error;
});
for (let count = 1; ; count += 1) {
  file.add({
    at: Date.UTC(2026, 10, 15, 12),
    purpose: 'answer',
    providerId: 'p',
    model: 'm',
    usage: { promptTokens: 100, completionTokens: 20 },
  });
  await file.flush();
  process.stdout.write(`${count}\n`);
}
