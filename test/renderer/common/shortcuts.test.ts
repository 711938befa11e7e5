import { describe, expect, it } from 'vitest';
import { shortcutFor, shortcutText } from '../../../src/renderer/common/shortcuts.ts';

function pressed(key: string, ...modifiers: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]) {
  return {
    key,
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    shiftKey: modifiers.includes('shift'),
    altKey: modifiers.includes('alt'),
  };
}

describe('shortcuts', () => {
  it('are with Ctrl, and with Cmd on a Mac', () => {
    expect(shortcutFor(pressed('n', 'ctrl'), 'linux')).toBe('newConversation');
    expect(shortcutFor(pressed('n', 'ctrl'), 'windows')).toBe('newConversation');
    expect(shortcutFor(pressed('n', 'meta'), 'mac')).toBe('newConversation');
    expect(shortcutFor(pressed('n', 'ctrl'), 'mac')).toBeNull();
    expect(shortcutFor(pressed('n', 'meta'), 'linux')).toBeNull();
  });

  it('are exact about the other keys', () => {
    expect(shortcutFor(pressed('Backspace', 'ctrl', 'shift'), 'linux')).toBe('deleteConversation');
    expect(shortcutFor(pressed('Backspace', 'ctrl'), 'linux')).toBeNull();
    expect(shortcutFor(pressed('N', 'ctrl', 'shift'), 'linux')).toBeNull();
    expect(shortcutFor(pressed('n', 'ctrl', 'alt'), 'linux')).toBeNull();
    expect(shortcutFor(pressed('n'), 'linux')).toBeNull();
  });

  it('work with Caps Lock', () => {
    expect(shortcutFor(pressed('B', 'ctrl'), 'linux')).toBe('toggleSidebar');
  });

  it('read as on each desktop', () => {
    expect(shortcutText('newConversation', 'mac')).toBe('⌘N');
    expect(shortcutText('deleteConversation', 'mac')).toBe('⇧⌘⌫');
    expect(shortcutText('deleteConversation', 'linux')).toBe('Ctrl+Shift+Backspace');
    expect(shortcutText('openSettings', 'windows')).toBe('Ctrl+,');
  });
});
