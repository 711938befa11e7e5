import { expect } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import { ask, controls, savedMessages, test } from './parley.ts';

/** Ways to end a program other than its own Quit; for that, see test/main/electron/quit.test.ts. */
const endings = ['SIGTERM', 'SIGHUP', 'shutdown', 'query-session-end'] as const;

for (const ending of endings) {
  test(`${ending} in mid-stream: question and answer are there to the last word`, async ({
    provider,
    parley,
  }) => {
    const ui = controls(parley.page);
    const live = provider.live();
    await ask(parley.page, 'How does it end?');
    await live.write('Not with a bang');
    await expect(ui.answers.last()).toContainText('Not with a bang');
    // Newer than the journal's last state.
    await live.write(', but with a flush.');
    await expect(ui.answers.last()).toContainText('with a flush.');
    const child = parley.app.process();
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    if (ending.startsWith('SIG')) child.kill(ending as NodeJS.Signals);
    else {
      await parley.app.evaluate(({ BrowserWindow, powerMonitor }, name) => {
        const event = { preventDefault: () => undefined };
        const [window] = BrowserWindow.getAllWindows();
        const told = (name === 'shutdown' ? powerMonitor : window) as NodeJS.EventEmitter;
        // This call ends the very connection it came from.
        setTimeout(() => told.emit(name, event), 50);
      }, ending);
    }
    expect(await ended).toBe(0);
    const [question] = savedMessages(parley.userData);
    expect(question && textOf(question)).toBe('How does it end?');

    const next = await parley.relaunch();
    await controls(next.page)
      .conversations.getByRole('button', { name: /^How does it end/ })
      .click();
    await expect(controls(next.page).answers.last()).toContainText(
      'Not with a bang, but with a flush.',
    );
    await expect(controls(next.page).answers.last()).toHaveAttribute('data-status', 'interrupted');
    await next.close();
  });
}
