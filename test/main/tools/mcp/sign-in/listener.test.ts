import { expect, it } from 'vitest';
import { openListener } from '../../../../../src/main/tools/mcp/sign-in/listener.ts';

it('takes a code of 8,000 characters from the browser, and no longer one', async () => {
  const listener = await openListener(0);
  let strays = 0;
  const answered = listener.answer({ path: '/back', state: 's', onStray: () => (strays += 1) });
  const visit = (code: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${listener.port}/back?state=s&code=${code}`);
  expect((await visit('c'.repeat(8001))).status).toBe(400);
  expect(strays).toBe(1);
  const last = visit('c'.repeat(8000));
  expect(await answered).toEqual({ kind: 'code', code: 'c'.repeat(8000), issuer: null });
  await Promise.all([last.catch(() => undefined), listener.close(null)]);
});
