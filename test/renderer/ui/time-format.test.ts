import { describe, expect, it } from 'vitest';
import { daysAgo, relativeTime, shortTime } from '../../../src/renderer/ui/time-format.ts';

const now = new Date(2026, 10, 23, 9, 30).getTime();
const at = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  new Date(year, month, day, hour, minute).getTime();
const minutes = (count: number): number => now - count * 60_000;

describe('shortTime', () => {
  it.each([
    [minutes(0.5), 'now'],
    [now + 5000, 'now'],
    [minutes(5), '5 min'],
    [minutes(59.9), '59 min'],
    [minutes(60), '1 h'],
    [minutes(60 * 23), '23 h'],
    [at(2026, 10, 20, 12), 'Fri'],
    [at(2026, 10, 6), '6 Nov'],
    [at(2025, 10, 6), '6 Nov 2025'],
  ])('%d is %s', (time, text) => {
    expect(shortTime(time, now, 'en-GB')).toBe(text);
  });
});

describe('relativeTime', () => {
  it.each([
    [minutes(0.2), 'just now'],
    [minutes(5), '5 minutes ago'],
    [minutes(61), '1 hour ago'],
    [at(2026, 10, 22, 12), 'yesterday'],
    [at(2026, 10, 19, 12), '4 days ago'],
    [at(2026, 10, 2), '3 weeks ago'],
    [at(2026, 7, 1), '3 months ago'],
    [at(2023, 7, 1), '3 years ago'],
  ])('%d is %s', (time, text) => {
    expect(relativeTime(time, now, 'en-GB')).toBe(text);
  });
});

it('counts days by midnights, not by 24 hours', () => {
  expect(daysAgo(at(2026, 10, 22, 23, 59), at(2026, 10, 23, 0, 1))).toBe(1);
  expect(daysAgo(at(2026, 10, 23, 0, 1), at(2026, 10, 23, 23, 59))).toBe(0);
  // Across the days of 23 and 25 hours that many time zones have.
  expect(daysAgo(at(2026, 2, 1), at(2026, 3, 1))).toBe(31);
  expect(daysAgo(at(2026, 9, 1), at(2026, 10, 30))).toBe(60);
});
