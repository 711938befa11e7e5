import { describe, expect, it } from 'vitest';
import { conversationId } from '../../state/world.ts';
import { paceRig } from './pace-rig.ts';

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

describe.each([60, 120, 144])('on a screen of %i frames a second', (hertz) => {
  it('shows fast text about 30 times a second while nobody touches anything', () => {
    const rig = paceRig(hertz);
    rig.stream(500, 4000);
    expect(rig.commits.length).toBeGreaterThan(26 * 4);
    expect(rig.commits.length).toBeLessThanOrEqual(35 * 4);
    expect(rig.messages()).toBeLessThanOrEqual(rig.commits.length + 1);
    expect(p95(rig.delays())).toBeLessThanOrEqual(33);
  });

  it('shows the first text, and text that comes slowly, at once', () => {
    const rig = paceRig(hertz);
    rig.stream(15, 4000);
    expect(rig.shown()).toBe(60);
    expect(Math.max(...rig.delays())).toBe(1);
  });

  it('lets no text of 50 tokens a second wait longer than 33 ms', () => {
    const rig = paceRig(hertz);
    rig.stream(50, 4000);
    expect(p95(rig.delays())).toBeLessThanOrEqual(30);
    expect(rig.messages()).toBeLessThanOrEqual(35 * 4);
  });

  it('shows up to 60 a second, and no more, while somebody types', () => {
    const rig = paceRig(hertz);
    for (let n = 0; n < 20; n += 1) {
      rig.happen('keydown');
      rig.stream(500, 200);
    }
    expect(rig.commits.length).toBeGreaterThan(45 * 4);
    expect(rig.commits.length).toBeLessThanOrEqual(60 * 4 + 1);
  });

  it.each(['keydown', 'wheel', 'touchmove', 'pointerdown'] as const)(
    'is back at the full rate within a frame after a %s',
    (name) => {
      const rig = paceRig(hertz);
      rig.stream(500, 1000);
      const from = rig.clock.now();
      rig.happen(name);
      rig.stream(500, 100);
      expect((rig.commits.find((at) => at >= from) ?? Number.NaN) - from).toBeLessThan(
        1000 / 60 + 3,
      );
      expect(rig.since(from)).toBeGreaterThanOrEqual(4);
    },
  );

  it('shows a few a second of a conversation that is not on show, and all at once when it is', () => {
    const rig = paceRig(hertz);
    rig.show(null);
    rig.stream(500, 4000);
    expect(rig.commits.length).toBeLessThanOrEqual(17);
    const from = rig.clock.now();
    rig.show(conversationId);
    rig.clock.passTo(from + 5);
    expect(rig.shown()).toBe(2000);
  });

  it('shows nothing in a hidden window, all in one when it comes back, and the end in any case', () => {
    const rig = paceRig(hertz);
    rig.stream(500, 1000);
    rig.hide();
    rig.clock.passTo(1200);
    const [before, messages] = [rig.commits.length, rig.messages()];
    rig.stream(500, 4000);
    expect([rig.commits.length, rig.messages()]).toEqual([before, messages]);
    rig.bringBack();
    rig.clock.passTo(rig.clock.now() + 5);
    expect(rig.commits.length).toBe(before + 1);
    expect(rig.shown()).toBe(2500);
    rig.hide();
    rig.stream(500, 1000);
    rig.finish();
    rig.clock.passTo(rig.clock.now() + 200);
    expect(rig.shown()).toBe(3000);
  });

  it('shows text that comes by the screenful a dozen times a second, its first and last at once', () => {
    const rig = paceRig(hertz);
    rig.stream(500, 2000, 300);
    expect(rig.commits[0]).toBeLessThanOrEqual(1);
    expect(rig.commits.length).toBeGreaterThan(9 * 2);
    expect(rig.commits.length).toBeLessThanOrEqual(13 * 2 + 2);
    expect(rig.messages()).toBeLessThanOrEqual(rig.commits.length + 1);
    const from = rig.clock.now();
    rig.finish();
    rig.clock.passTo(from + 1000 / hertz + 1);
    expect(rig.shown()).toBe(300_000);
  });

  it('is back at 30 times a second when less comes, and at the full rate after a key', () => {
    const rig = paceRig(hertz);
    rig.stream(500, 1000, 300);
    rig.stream(500, 200);
    const slow = rig.clock.now();
    rig.stream(500, 1000);
    expect(rig.since(slow)).toBeGreaterThan(26);
    rig.stream(500, 1000, 300);
    const from = rig.clock.now();
    rig.happen('keydown');
    rig.stream(500, 300, 300);
    expect((rig.commits.find((at) => at >= from) ?? Number.NaN) - from).toBeLessThan(1000 / 60 + 3);
    expect(rig.since(from)).toBeGreaterThan(45 * 0.3);
  });

  it('does not let the last text wait', () => {
    const rig = paceRig(hertz);
    rig.stream(500, 1000);
    const from = rig.clock.now();
    rig.finish();
    rig.clock.passTo(from + 1000 / hertz + 1);
    expect(rig.shown()).toBe(500);
  });
});

it('goes on at the full rate while a pointer is held, and slows down after it', () => {
  const rig = paceRig(60);
  rig.happen('pointerdown', 1);
  rig.stream(500, 2000);
  rig.happen('pointermove', 1);
  expect(rig.since(1000)).toBeGreaterThan(45);
  rig.happen('pointerup');
  rig.stream(500, 2000);
  expect(rig.since(3000)).toBeLessThanOrEqual(35);
});

it('slows down after a scroll bar is let go, which tells nothing but that the pointer moves', () => {
  const rig = paceRig(60);
  rig.happen('pointerdown', 1);
  rig.stream(500, 1000);
  rig.happen('pointermove');
  rig.stream(500, 2000);
  expect(rig.since(2000)).toBeLessThanOrEqual(35);
});
