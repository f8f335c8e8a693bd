import { expect, it, vi } from 'vitest';
import { enterSends } from '../src/ui/enter-sends';

/** What became of a key in a box for messages. */
function press(pressed: Partial<KeyboardEvent>) {
  const send = vi.fn();
  const preventDefault = vi.fn();
  enterSends(send)({ nativeEvent: { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...pressed }, preventDefault });
  return { sent: send.mock.calls.length, stopped: preventDefault.mock.calls.length };
}

it('Enter sends once and leaves no line break behind', () => {
  expect(press({})).toEqual({ sent: 1, stopped: 1 });
});

it.each<[string, Partial<KeyboardEvent>]>([
  ['Shift+Enter, which starts a new line', { shiftKey: true }],
  ['the Enter that confirms a word of an input method', { isComposing: true, keyCode: 229 }],
  ['that Enter in Safari, where the composition has ended', { isComposing: false, keyCode: 229 }],
  ['another key', { key: 'a', keyCode: 65 }],
])('%s is left to the box', (_, pressed) => {
  expect(press(pressed)).toEqual({ sent: 0, stopped: 0 });
});
