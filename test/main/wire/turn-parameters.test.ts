import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWatchdog } from '../../../src/main/wire/watchdog.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { connectionTo, hear } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

it('sends fields of another program as they are, and keeps what the turn itself decides', async () => {
  const fields = {
    temperature: 0.2,
    tool_choice: 'auto',
    made_up: { by: ['a', 'server'] },
    model: 'another',
    messages: [],
    stream: false,
    stream_options: { include_usage: false },
  };
  await hear(connectionTo(provider.baseUrl), { fields });
  expect(provider.requestsOf('stream').at(-1)?.body).toMatchObject({
    temperature: 0.2,
    tool_choice: 'auto',
    made_up: { by: ['a', 'server'] },
    model: 'scripted-model',
    messages: [{ role: 'user', content: 'Hello?' }],
    stream: true,
    stream_options: { include_usage: true },
  });
});

it('does not count a rest as silence, and counts from the next touch', () => {
  vi.useFakeTimers();
  try {
    const bark = vi.fn<() => void>();
    const watchdog = startWatchdog(1000, bark);
    vi.advanceTimersByTime(900);
    watchdog.rest();
    vi.advanceTimersByTime(5300);
    expect(bark).not.toHaveBeenCalled();
    watchdog.touch();
    vi.advanceTimersByTime(990);
    expect(bark).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(bark).toHaveBeenCalledOnce();
    expect(watchdog.barked()).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
