import { expect, test, vi } from 'vitest';
import { patiently } from '../../../src/main/disk/patience.ts';
import { systemError } from '../store/attacked-files.ts';

test('on Windows a file that is held for a moment is waited for', async () => {
  const work = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(systemError('EPERM'))
    .mockRejectedValueOnce(systemError('EBUSY'))
    .mockResolvedValue('done');
  expect(await patiently(work, 'win32')).toBe('done');
  expect(work).toHaveBeenCalledTimes(3);
});

test('what is held for good, and what no waiting helps, is said', async () => {
  const held = vi.fn(() => Promise.reject(systemError('EACCES')));
  await expect(patiently(held, 'win32')).rejects.toMatchObject({ code: 'EACCES' });
  const full = vi.fn(() => Promise.reject(systemError('ENOSPC')));
  await expect(patiently(full, 'win32')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(full).toHaveBeenCalledTimes(1);
});

test('elsewhere a refusal is one', async () => {
  const refused = vi.fn(() => Promise.reject(systemError('EPERM')));
  await expect(patiently(refused, 'linux')).rejects.toMatchObject({ code: 'EPERM' });
  expect(refused).toHaveBeenCalledTimes(1);
});
